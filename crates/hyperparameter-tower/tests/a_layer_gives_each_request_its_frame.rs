//! What the layer promises, of the smallest services.

use std::cell::Cell;
use std::convert::Infallible;
use std::future::{Ready, ready};
use std::task::{Context, Poll, Waker};

use http::request::Parts;
use http::{Request, Response, StatusCode};
use http_body_util::{BodyExt, Full};
use hyperparameter::{Frame, current, enter};
use hyperparameter_tower::{FrameLayer, Refusal};
use tower::{Layer, Service, ServiceExt, service_fn};

type Body = Full<&'static [u8]>;

fn seen() -> Option<i64> {
    current().get("n").unwrap()
}

fn frame(n: i64) -> Frame {
    Frame::empty().child([("n", n)]).unwrap()
}

/// The path is the number, as in `/5`.
fn of_path(request: &Parts) -> Result<Frame, Box<Response<Body>>> {
    match request.uri.path()[1..].parse() {
        Ok(n) => Ok(frame(n)),
        Err(_) => Err(Box::new(refusal())),
    }
}

fn refusal() -> Response<Body> {
    let mut response = Response::new(Full::new(b"refused".as_slice()));
    *response.status_mut() = StatusCode::BAD_REQUEST;
    response
}

fn request(path: &str) -> Request<()> {
    Request::get(path).body(()).unwrap()
}

#[tokio::test]
async fn the_call_and_its_future_run_in_the_frame() {
    let service = FrameLayer::new(of_path).layer(service_fn(|_: Request<()>| {
        let at_the_call = seen();
        async move {
            assert_eq!((at_the_call, seen()), (Some(5), Some(5)));
            Ok::<_, Infallible>(Response::new(Body::default()))
        }
    }));

    service.oneshot(request("/5")).await.unwrap();

    assert_eq!(seen(), None);
}

#[tokio::test]
async fn the_service_gets_the_request_as_it_was() {
    let service = FrameLayer::new(of_path).layer(service_fn(async |request: Request<&str>| {
        assert_eq!(request.uri().path(), "/5");
        assert_eq!(request.headers()["kept"], "yes");
        assert_eq!(request.extensions().get(), Some(&7u8));
        assert_eq!(request.into_body(), "body");
        Ok::<_, Infallible>(Response::new(Body::default()))
    }));
    let mut request = Request::get("/5")
        .header("kept", "yes")
        .body("body")
        .unwrap();
    request.extensions_mut().insert(7u8);

    service.oneshot(request).await.unwrap();
}

#[tokio::test]
async fn the_response_is_as_the_service_made_it() {
    let service = FrameLayer::new(of_path).layer(service_fn(async |_: Request<()>| {
        let response = Response::builder().status(202).header("kept", "yes");
        Ok::<_, Infallible>(response.body(Full::new(b"body".as_slice())).unwrap())
    }));

    let response = service.oneshot(request("/5")).await.unwrap();

    assert_eq!(response.status(), 202);
    assert_eq!(response.headers()["kept"], "yes");
    assert_eq!(
        response.into_body().collect().await.unwrap().to_bytes(),
        "body"
    );
}

#[tokio::test]
async fn a_refused_request_does_not_reach_the_service() {
    let called = Cell::new(false);
    let service = FrameLayer::new(of_path).layer(service_fn(async |_: Request<()>| {
        called.set(true);
        Ok::<_, Infallible>(Response::new(Body::default()))
    }));

    let response = service.oneshot(request("/many")).await.unwrap();

    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    assert_eq!(
        response.into_body().collect().await.unwrap().to_bytes(),
        "refused"
    );
    assert!(!called.get());
}

/// What a layer whose function always refuses with this answers.
async fn answer_to<R: Refusal<Body> + Clone>(refusal: R) -> (StatusCode, Vec<u8>) {
    let layer = FrameLayer::new(|_: &Parts| Err(refusal.clone()));
    let service = layer.layer(service_fn(async |_: Request<()>| {
        Ok::<_, Infallible>(Response::new(Body::default()))
    }));
    let response = service.oneshot(request("/5")).await.unwrap();
    let status = response.status();
    let body = response.into_body().collect().await.unwrap().to_bytes();
    (status, body.to_vec())
}

#[tokio::test]
async fn a_refusal_is_a_response_or_what_becomes_one() {
    #[derive(Clone)]
    struct Own;
    impl Refusal<Body> for Own {
        fn into_refusal(self) -> Response<Body> {
            refusal()
        }
    }
    let refused = (StatusCode::BAD_REQUEST, b"refused".to_vec());

    assert_eq!(answer_to(refusal()).await, refused);
    assert_eq!(answer_to(Box::new(refusal())).await, refused);
    assert_eq!(answer_to(Own).await, refused);
    let status_and_text = (StatusCode::BAD_REQUEST, b"refused".as_slice());
    assert_eq!(answer_to(status_and_text).await, refused);
}

#[tokio::test]
async fn an_error_of_the_service_is_passed_on() {
    let service = FrameLayer::new(of_path).layer(service_fn(async |_: Request<()>| {
        Err::<Response<Body>, _>("broken")
    }));

    assert_eq!(service.oneshot(request("/5")).await.unwrap_err(), "broken");
}

#[tokio::test]
async fn the_function_sees_the_frame_around_the_call() {
    let layer = FrameLayer::new(|_: &Parts| Ok::<_, Infallible>(current()));
    let mut service = layer.layer(service_fn(async |_: Request<()>| {
        assert_eq!(seen(), Some(3));
        Ok::<_, Infallible>(Response::new(Body::default()))
    }));

    let scope = enter(frame(3));
    let future = service.call(request("/"));
    drop(scope);

    future.await.unwrap();
}

#[test]
fn readiness_is_that_of_the_service() {
    struct Busy;
    impl Service<Request<()>> for Busy {
        type Response = Response<Body>;
        type Error = Infallible;
        type Future = Ready<Result<Response<Body>, Infallible>>;
        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
            Poll::Pending
        }
        fn call(&mut self, _: Request<()>) -> Self::Future {
            ready(Ok(Response::new(Body::default())))
        }
    }
    let mut service = FrameLayer::new(of_path).layer(Busy);

    let answer = service.poll_ready(&mut Context::from_waker(Waker::noop()));

    assert!(answer.is_pending());
}
