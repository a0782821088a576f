//! A service whose clients may override some parameters, for one request at a time.
//!
//! ```sh
//! cargo run -p hyperparameter-tower --example axum
//! curl localhost:3000/search?q=shoes
//! curl localhost:3000/search?q=shoes -H 'x-override: search.top_k=3'
//! curl localhost:3000/search?q=shoes -H 'x-override: search.top_k=many'
//! curl localhost:3000/words -H 'x-override: words.upper=yes'
//! ```

use axum::body::Body;
use axum::extract::Query;
use axum::http::{StatusCode, request::Parts};
use axum::response::{IntoResponse, Response};
use axum::{Router, routing::get};
use futures_util::stream::{StreamExt, iter};
use hyperparameter::{Error, Frame, carry, current, with_params};
use hyperparameter_tower::FrameLayer;
use tokio::task::spawn_blocking;

/// Knows nothing of requests: it reads what is set for the one that calls it.
fn rank(query: &str) -> String {
    with_params! {
        get top_k: u32 = search.top_k or 5;
        get boost = search.boost or 1.0;
        format!("{top_k} results for {query}, boost {boost:?}\n")
    }
}

#[derive(Clone, Copy)]
struct Overridable {
    key: &'static str,
    /// Reads it as it is read later, so that a value that cannot be is refused now.
    check: fn(&Frame, &str) -> Result<(), Error>,
}

/// What clients may override.
const OVERRIDABLE: [Overridable; 3] = [
    Overridable {
        key: "search.top_k",
        check: |frame, key| frame.get::<u32>(key).map(drop),
    },
    Overridable {
        key: "search.boost",
        check: |frame, key| frame.get::<f64>(key).map(drop),
    },
    Overridable {
        key: "words.upper",
        check: |frame, key| frame.get::<bool>(key).map(drop),
    },
];

/// The frame of a request: the overrides in its headers, over what is set for all.
fn frame_of(request: &Parts) -> Result<Frame, (StatusCode, String)> {
    let refused = |why: String| (StatusCode::BAD_REQUEST, format!("{why}\n"));
    let mut frame = current();
    for header in request.headers.get_all("x-override") {
        let definition = header
            .to_str()
            .map_err(|error| refused(error.to_string()))?;
        let key = definition.split('=').next().unwrap_or_default();
        let Some(known) = OVERRIDABLE.iter().find(|known| known.key == key) else {
            return Err(refused(format!("cannot override {key:?}")));
        };
        frame = frame
            .child([definition])
            .and_then(|frame| (known.check)(&frame, key).map(|()| frame))
            .map_err(|error| refused(error.to_string()))?;
    }
    Ok(frame)
}

/// Ranks on a thread for work that blocks, which takes the frame along.
async fn search(Query(query): Query<Vec<(String, String)>>) -> String {
    let words: Vec<_> = query.into_iter().map(|(_, word)| word).collect();
    spawn_blocking(carry(move || rank(&words.join(" "))))
        .await
        .unwrap()
}

/// Reads while the response is being sent, after the handler has returned.
async fn words() -> Response {
    let words = iter(["each ", "word ", "reads ", "anew\n"]).map(|word| {
        with_params! {
            try get upper = words.upper or false;
            Ok::<_, Error>(if upper { word.to_uppercase() } else { word.to_owned() })
        }
    });
    Body::from_stream(words).into_response()
}

pub(crate) fn app() -> Router {
    Router::new()
        .route("/search", get(search))
        .route("/words", get(words))
        .layer(FrameLayer::new(frame_of))
}

#[tokio::main]
#[allow(dead_code, reason = "a test includes this file for the app alone")]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, app()).await
}
