//! The service: a request, its head shown to the function, then called in the frame.

use std::fmt;
use std::task::{Context, Poll};

use http::request::Parts;
use http::{Request, Response};
use http_body::Body;
use hyperparameter::task::InFrame;
use hyperparameter::{Frame, with_frame};
use tower_service::Service;

use crate::future::ResponseFuture;
use crate::refusal::Refusal;

/// A service whose requests run in frames of their own; made by
/// [`FrameLayer`](crate::FrameLayer), whose documentation says how.
#[derive(Clone, Copy)]
pub struct FrameService<S, F> {
    inner: S,
    frame_of: F,
}

impl<S, F> FrameService<S, F> {
    pub(crate) fn new(inner: S, frame_of: F) -> FrameService<S, F> {
        FrameService { inner, frame_of }
    }
}

impl<S, F, R, A, B> Service<Request<A>> for FrameService<S, F>
where
    S: Service<Request<A>, Response = Response<B>>,
    F: Fn(&Parts) -> Result<Frame, R>,
    R: Refusal<B>,
    B: Body,
{
    type Response = Response<InFrame<B>>;
    type Error = S::Error;
    type Future = ResponseFuture<S::Future, B>;

    fn poll_ready(&mut self, wake: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(wake)
    }

    fn call(&mut self, request: Request<A>) -> Self::Future {
        let (head, body) = request.into_parts();
        match (self.frame_of)(&head) {
            Ok(frame) => {
                let request = Request::from_parts(head, body);
                let called = with_frame(frame.clone(), || self.inner.call(request));
                ResponseFuture::called(called, frame)
            }
            Err(refusal) => ResponseFuture::refused(refusal.into_refusal()),
        }
    }
}

impl<S: fmt::Debug, F> fmt::Debug for FrameService<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameService")
            .field("inner", &self.inner)
            .finish_non_exhaustive()
    }
}
