//! Requests to a real axum server, many at a time, each with a frame of its own.

mod requests;

use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::State;
use axum::http::request::Parts;
use axum::http::{Request, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::serve::ListenerExt;
use axum::{Router, routing::get};
use bytes::Bytes;
use futures_util::stream::StreamExt;
use http_body_util::{BodyExt, Empty};
use hyper::client::conn::http1::SendRequest;
use hyper_util::rt::TokioIo;
use hyperparameter::{Frame, FrameExt, with_params};
use hyperparameter_tower::FrameLayer;
use requests::{Witness, number, seen, stream, work};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

type Dropped = (Option<i64>, Option<i64>);

#[derive(Clone)]
struct Reports {
    started: UnboundedSender<i64>,
    dropped: UnboundedSender<Dropped>,
}

fn frame_of(request: &Parts) -> Result<Frame, (StatusCode, &'static str)> {
    requests::frame_of(request).ok_or((StatusCode::BAD_REQUEST, "no number"))
}

async fn answer() -> String {
    let n = seen().unwrap();
    work(n).await;
    n.to_string()
}

fn text(items: impl futures_util::Stream<Item = Option<i64>> + Send + 'static) -> Response {
    let spelled = items.map(|n| Ok::<_, axum::Error>(format!("{n:?};")));
    Body::from_stream(spelled).into_response()
}

async fn streamed() -> Response {
    text(stream())
}

/// The stream is made in a block that overrides, and outlives it.
async fn streamed_from_a_block() -> Response {
    let n = seen().unwrap();
    with_params! {
        set n = 10 * n;
        text(stream().in_current_frame())
    }
}

async fn endless(State(reports): State<Reports>) -> Response {
    text(requests::endless(Witness::new(reports.dropped)))
}

async fn never(State(reports): State<Reports>) {
    let witness = Witness::new(reports.dropped);
    reports.started.send(witness.own.unwrap()).unwrap();
    std::future::pending::<()>().await;
}

struct Server {
    at: SocketAddr,
    started: UnboundedReceiver<i64>,
    dropped: UnboundedReceiver<Dropped>,
}

async fn serve() -> Server {
    let (started, of_started) = unbounded_channel();
    let (dropped, of_dropped) = unbounded_channel();
    let app = Router::new()
        .route("/work", get(answer))
        .route("/stream", get(streamed))
        .route("/block", get(streamed_from_a_block))
        .route("/endless", get(endless))
        .route("/never", get(never))
        .layer(FrameLayer::new(frame_of))
        .with_state(Reports { started, dropped });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    // Small parts of a body would wait for each other.
    let listener = listener.tap_io(|socket| socket.set_nodelay(true).unwrap());
    tokio::spawn(async { axum::serve(listener, app).await });
    Server {
        at,
        started: of_started,
        dropped: of_dropped,
    }
}

/// One connection; it is closed when this is dropped.
struct Client {
    requests: SendRequest<Empty<Bytes>>,
}

impl Client {
    async fn connect(at: SocketAddr) -> Client {
        let socket = TokioIo::new(TcpStream::connect(at).await.unwrap());
        let (requests, connection) = hyper::client::conn::http1::handshake(socket).await.unwrap();
        tokio::spawn(connection);
        Client { requests }
    }

    async fn send(&mut self, path: &str, n: Option<i64>) -> hyper::Response<hyper::body::Incoming> {
        let mut request = Request::get(path).header("host", "localhost");
        if let Some(n) = n {
            request = request.header("n", n);
        }
        self.requests.ready().await.unwrap();
        let request = request.body(Empty::new()).unwrap();
        self.requests.send_request(request).await.unwrap()
    }

    async fn text(&mut self, path: &str, n: i64) -> String {
        let response = self.send(path, Some(n)).await;
        assert_eq!(response.status(), StatusCode::OK);
        let body = response.into_body().collect().await.unwrap().to_bytes();
        String::from_utf8(body.to_vec()).unwrap()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thousands_of_requests_at_once_read_their_own_values() {
    let server = serve().await;
    let mut clients = vec![];
    for _ in 0..32 {
        let mut client = Client::connect(server.at).await;
        clients.push(tokio::spawn(async move {
            for _ in 0..110 {
                let n = number();
                assert_eq!(client.text("/work", n).await, n.to_string());
                let items = format!("Some({n});").repeat(3);
                assert_eq!(client.text("/stream", n).await, items);
                let items = format!("Some({});", 10 * n).repeat(3);
                assert_eq!(client.text("/block", n).await, items);
            }
        }));
    }
    for client in clients {
        client.await.unwrap();
    }
}

#[tokio::test]
async fn requests_on_a_runtime_of_one_thread_read_their_own_values() {
    let server = serve().await;
    let mut clients = vec![];
    for _ in 0..8 {
        let mut client = Client::connect(server.at).await;
        clients.push(tokio::spawn(async move {
            for _ in 0..20 {
                let n = number();
                assert_eq!(client.text("/work", n).await, n.to_string());
                let items = format!("Some({n});").repeat(3);
                assert_eq!(client.text("/stream", n).await, items);
            }
        }));
    }
    for client in clients {
        client.await.unwrap();
    }
    assert_eq!(seen(), None);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_response_whose_client_goes_away_is_dropped_in_its_frame() {
    let mut server = serve().await;
    for _ in 0..50 {
        let n = number();
        let mut client = Client::connect(server.at).await;
        let mut body = client.send("/endless", Some(n)).await.into_body();
        let first = body.frame().await.unwrap().unwrap().into_data().unwrap();
        assert_eq!(first, format!("Some({n});"));

        drop((body, client));

        assert_eq!(server.dropped.recv().await, Some((Some(n), Some(n))));
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_handler_whose_client_goes_away_is_dropped_in_its_frame() {
    let mut server = serve().await;
    for _ in 0..50 {
        let n = number();
        let mut client = Client::connect(server.at).await;
        let mut waiting = tokio::spawn(async move { client.send("/never", Some(n)).await });
        tokio::select! {
            started = server.started.recv() => assert_eq!(started, Some(n)),
            answer = &mut waiting => panic!("it never answers: {answer:?}"),
        }

        waiting.abort();

        assert_eq!(server.dropped.recv().await, Some((Some(n), Some(n))));
    }
}

#[tokio::test]
async fn a_refused_request_gets_the_refusal_and_reaches_no_handler() {
    let mut server = serve().await;
    let mut client = Client::connect(server.at).await;

    let response = client.send("/never", None).await;

    assert_eq!(response.status(), StatusCode::BAD_REQUEST);
    let body = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(body, "no number");
    assert!(server.started.try_recv().is_err());
}
