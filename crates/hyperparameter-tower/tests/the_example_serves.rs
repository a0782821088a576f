//! `examples/axum.rs` answers as it says.

#[path = "../examples/axum.rs"]
mod example;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use tower::ServiceExt;

async fn ask(uri: &str, overrides: &[&str]) -> (StatusCode, String) {
    let mut request = Request::get(uri);
    for definition in overrides {
        request = request.header("x-override", *definition);
    }
    let request = request.body(Body::empty()).unwrap();
    let response = example::app().oneshot(request).await.unwrap();
    let status = response.status();
    let body = to_bytes(response.into_body(), 1000).await.unwrap();
    (status, String::from_utf8(body.to_vec()).unwrap())
}

fn ok(text: &str) -> (StatusCode, String) {
    (StatusCode::OK, text.to_owned())
}

fn refused(text: &str) -> (StatusCode, String) {
    (StatusCode::BAD_REQUEST, text.to_owned())
}

#[tokio::test]
async fn a_request_without_overrides_gets_the_defaults() {
    assert_eq!(
        ask("/search?q=shoes", &[]).await,
        ok("5 results for shoes, boost 1.0\n")
    );
    assert_eq!(ask("/words", &[]).await, ok("each word reads anew\n"));
}

#[tokio::test]
async fn overrides_reach_a_blocking_job_and_a_response_that_streams() {
    let search = ask("/search?q=shoes", &["search.top_k=3", "search.boost=2"]).await;
    let words = ask("/words", &["words.upper=yes"]).await;

    assert_eq!(search, ok("3 results for shoes, boost 2.0\n"));
    assert_eq!(words, ok("EACH WORD READS ANEW\n"));
}

#[tokio::test]
async fn what_may_not_be_overridden_is_refused() {
    assert_eq!(
        ask("/search?q=shoes", &["search.model=/etc/passwd"]).await,
        refused("cannot override \"search.model\"\n")
    );
}

#[tokio::test]
async fn a_value_that_cannot_be_read_is_refused() {
    let (status, why) = ask("/search?q=shoes", &["search.top_k=many"]).await;

    assert_eq!(status, StatusCode::BAD_REQUEST);
    assert!(why.starts_with("cannot read search.top_k as "), "{why}");
}
