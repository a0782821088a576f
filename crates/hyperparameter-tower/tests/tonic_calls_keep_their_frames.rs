//! Calls to a real tonic server, many at a time, each with a frame of its own.
//!
//! The service is written by hand where protoc would generate it, so that no test needs protoc.

mod requests;

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::SocketAddr;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_util::stream::{Stream, StreamExt};
use http::request::Parts;
use http::uri::PathAndQuery;
use hyperparameter::Frame;
use hyperparameter_tower::FrameLayer;
use requests::{Witness, number, seen, stream, work};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tonic::body::Body;
use tonic::transport::server::TcpIncoming;
use tonic::transport::{Channel, Server};
use tonic::{Code, Request, Response, Status, Streaming};
use tonic_prost::ProstCodec;
use tower::Service;

type Dropped = (Option<i64>, Option<i64>);
type Answer<T> = Pin<Box<dyn Future<Output = Result<T, Status>> + Send>>;
type Numbers = Pin<Box<dyn Stream<Item = Result<Number, Status>> + Send>>;

#[derive(Clone, PartialEq, prost::Message)]
struct Number {
    #[prost(int64, tag = "1")]
    n: i64,
}

fn read(n: Option<i64>) -> Result<Number, Status> {
    let n = n.ok_or_else(|| Status::internal("no number is set"))?;
    Ok(Number { n })
}

#[derive(Clone)]
struct Work;

impl Service<Request<Number>> for Work {
    type Response = Response<Number>;
    type Error = Status;
    type Future = Answer<Response<Number>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Number>) -> Self::Future {
        let n = request.into_inner().n;
        Box::pin(async move {
            work(n).await;
            Ok(Response::new(read(seen())?))
        })
    }
}

#[derive(Clone)]
enum Streams {
    Three,
    Endless(UnboundedSender<Dropped>),
}

impl Service<Request<Number>> for Streams {
    type Response = Response<Numbers>;
    type Error = Status;
    type Future = Ready<Result<Response<Numbers>, Status>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Status>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, _: Request<Number>) -> Self::Future {
        let numbers: Numbers = match self {
            Streams::Three => Box::pin(stream().map(read)),
            Streams::Endless(dropped) => {
                Box::pin(requests::endless(Witness::new(dropped.clone())).map(read))
            }
        };
        ready(Ok(Response::new(numbers)))
    }
}

#[derive(Clone)]
struct Numbered {
    dropped: UnboundedSender<Dropped>,
}

impl Service<http::Request<Body>> for Numbered {
    type Response = http::Response<Body>;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<http::Response<Body>, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<Body>) -> Self::Future {
        let dropped = self.dropped.clone();
        Box::pin(async move {
            let codec = ProstCodec::<Number, Number>::default();
            let mut grpc = tonic::server::Grpc::new(codec);
            Ok(match request.uri().path() {
                "/test/Work" => grpc.unary(Work, request).await,
                "/test/Stream" => grpc.server_streaming(Streams::Three, request).await,
                "/test/Endless" => {
                    let endless = Streams::Endless(dropped);
                    grpc.server_streaming(endless, request).await
                }
                _ => Status::unimplemented("no such method").into_http(),
            })
        })
    }
}

fn frame_of(request: &Parts) -> Result<Frame, Box<http::Response<Body>>> {
    let refused = || Box::new(Status::invalid_argument("no number").into_http());
    requests::frame_of(request).ok_or_else(refused)
}

async fn serve() -> (SocketAddr, UnboundedReceiver<Dropped>) {
    let (dropped, of_dropped) = unbounded_channel();
    let incoming = TcpIncoming::bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let at = incoming.local_addr().unwrap();
    // Small messages would wait for each other.
    let incoming = incoming.with_nodelay(Some(true));
    let server = Server::builder()
        .layer(FrameLayer::new(frame_of))
        .serve_with_incoming(Numbered { dropped }, incoming);
    tokio::spawn(server);
    (at, of_dropped)
}

#[derive(Clone)]
struct Client {
    grpc: tonic::client::Grpc<Channel>,
}

fn codec() -> ProstCodec<Number, Number> {
    ProstCodec::default()
}

fn path(method: &'static str) -> PathAndQuery {
    PathAndQuery::from_static(method)
}

fn request(n: i64) -> Request<Number> {
    let mut request = Request::new(Number { n });
    request.metadata_mut().insert("n", n.into());
    request
}

impl Client {
    async fn connect(at: SocketAddr) -> Client {
        let channel = Channel::from_shared(format!("http://{at}")).unwrap();
        let grpc = tonic::client::Grpc::new(channel.connect().await.unwrap());
        Client { grpc }
    }

    async fn work(&mut self, request: Request<Number>) -> Result<i64, Status> {
        self.grpc.ready().await.unwrap();
        let answer = self.grpc.unary(request, path("/test/Work"), codec()).await;
        answer.map(|answer| answer.into_inner().n)
    }

    async fn stream(&mut self, method: &'static str, n: i64) -> Streaming<Number> {
        self.grpc.ready().await.unwrap();
        let answer = self
            .grpc
            .server_streaming(request(n), path(method), codec());
        answer.await.unwrap().into_inner()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn thousands_of_calls_at_once_read_their_own_values() {
    let (at, _dropped) = serve().await;
    let mut tasks = vec![];
    for _ in 0..4 {
        let client = Client::connect(at).await;
        // Of one connection, many calls at once.
        for _ in 0..16 {
            let mut client = client.clone();
            tasks.push(tokio::spawn(async move {
                for _ in 0..20 {
                    let n = number();
                    assert_eq!(client.work(request(n)).await.unwrap(), n);
                    let items = client.stream("/test/Stream", n).await;
                    let items: Vec<_> = items.map(|item| item.unwrap().n).collect().await;
                    assert_eq!(items, [n; 3]);
                }
            }));
        }
    }
    for task in tasks {
        task.await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_stream_whose_client_goes_away_is_dropped_in_its_frame() {
    let (at, mut dropped) = serve().await;
    let mut client = Client::connect(at).await;
    for _ in 0..50 {
        let n = number();
        let mut items = client.stream("/test/Endless", n).await;
        assert_eq!(items.message().await.unwrap().unwrap().n, n);

        drop(items);

        assert_eq!(dropped.recv().await, Some((Some(n), Some(n))));
    }
}

#[tokio::test]
async fn a_refused_call_has_the_status_of_the_refusal() {
    let (at, _dropped) = serve().await;
    let mut client = Client::connect(at).await;

    let refused = client
        .work(Request::new(Number { n: 1 }))
        .await
        .unwrap_err();

    assert_eq!(refused.code(), Code::InvalidArgument);
    assert_eq!(refused.message(), "no number");
}
