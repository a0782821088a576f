//! A tower layer that runs each request in its own frame of parameters.
//!
//! [`FrameLayer`] takes a function from the head of a request to the [`Frame`] that the
//! request is served in, or to a [`Refusal`] that answers it. The call of the service, the
//! future that it returns and the body of the response run in that frame, whichever threads
//! poll them, and are dropped in it, also where a client goes away.
//!
//! ```
//! use axum::body::Body;
//! use axum::http::{Request, StatusCode, request::Parts};
//! use axum::{Router, routing::get};
//! use hyperparameter::{Frame, current, with_params};
//! use hyperparameter_tower::FrameLayer;
//!
//! /// Knows nothing of requests: it reads what is set for the one that calls it.
//! async fn search() -> String {
//!     with_params! { get top_k = search.top_k or 5; format!("{top_k} results") }
//! }
//!
//! /// The query is the value, as in `/search?3`.
//! fn frame_of(request: &Parts) -> Result<Frame, (StatusCode, String)> {
//!     let Some(top_k) = request.uri.query() else {
//!         return Ok(current());
//!     };
//!     let frame = current().child([format!("search.top_k={top_k}")]);
//!     frame
//!         .and_then(|frame| frame.require::<u32>("search.top_k").map(|_| frame))
//!         .map_err(|error| (StatusCode::BAD_REQUEST, error.to_string()))
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() {
//! let app = Router::new().route("/search", get(search)).layer(FrameLayer::new(frame_of));
//! # use tower::ServiceExt;
//! # async fn ask(app: &Router, uri: &str) -> (StatusCode, String) {
//! #     let request = Request::get(uri).body(Body::empty()).unwrap();
//! #     let response = app.clone().oneshot(request).await.unwrap();
//! #     let status = response.status();
//! #     let body = axum::body::to_bytes(response.into_body(), 1000).await.unwrap();
//! #     (status, String::from_utf8(body.to_vec()).unwrap())
//! # }
//!
//! assert_eq!(ask(&app, "/search").await, (StatusCode::OK, "5 results".to_owned()));
//! assert_eq!(ask(&app, "/search?3").await, (StatusCode::OK, "3 results".to_owned()));
//! assert_eq!(ask(&app, "/search?many").await.0, StatusCode::BAD_REQUEST);
//! # }
//! ```
//!
//! The layer is one of `tower_layer`, so it fits `Router::layer` of axum, `Server::layer` of
//! tonic, and `tower::ServiceBuilder`.
//!
//! # What does not follow
//!
//! A task that the request spawns, and a closure that it hands to another thread, start
//! elsewhere: `tokio::spawn(future.in_current_frame())` and `spawn_blocking(carry(closure))`
//! take the frame along. A block of `with_params!` in a handler ends with the handler; a stream
//! that is made in it and should have its overrides takes them along by
//! [`in_current_frame`](hyperparameter::FrameExt::in_current_frame), with the feature `stream`
//! of `hyperparameter`.
//!
//! # Versions
//!
//! The minimum Rust version is 1.85, as that of `hyperparameter`. Both are released together.

#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod future;
mod layer;
mod refusal;
mod service;

pub use future::ResponseFuture;
pub use layer::FrameLayer;
pub use refusal::Refusal;
pub use service::FrameService;

#[cfg(doc)]
use hyperparameter::Frame;
