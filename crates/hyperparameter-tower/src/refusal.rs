//! What a request is answered with in place of the service's response.

use std::convert::Infallible;

use http::{Response, StatusCode};

/// What the function of a [`FrameLayer`](crate::FrameLayer) returns for a request that it
/// refuses; `B` is the body of the service's responses.
///
/// A status with what the body is made from, such as `(StatusCode, String)`; a response; or a
/// boxed one, which clippy prefers in a `Result`. A program may implement it for an error of
/// its own:
///
/// ```
/// use http::{Response, StatusCode, request::Parts};
/// use hyperparameter::{Frame, current};
/// use hyperparameter_tower::{FrameLayer, Refusal};
///
/// enum Unknown {
///     Tenant,
/// }
///
/// impl<B: From<&'static str>> Refusal<B> for Unknown {
///     fn into_refusal(self) -> Response<B> {
///         match self {
///             Unknown::Tenant => (StatusCode::UNAUTHORIZED, "name a tenant").into_refusal(),
///         }
///     }
/// }
///
/// fn frame_of(request: &Parts) -> Result<Frame, Unknown> {
///     let tenant = request.headers.get("tenant").ok_or(Unknown::Tenant)?;
///     Ok(current().builder().set("tenant", tenant.as_bytes()).unwrap().build())
/// }
///
/// let layer = FrameLayer::new(frame_of);
/// # let _ = layer;
/// ```
pub trait Refusal<B> {
    /// The response to the request that is refused.
    fn into_refusal(self) -> Response<B>;
}

impl<B> Refusal<B> for Response<B> {
    fn into_refusal(self) -> Response<B> {
        self
    }
}

impl<B> Refusal<B> for Box<Response<B>> {
    fn into_refusal(self) -> Response<B> {
        *self
    }
}

impl<B, T: Into<B>> Refusal<B> for (StatusCode, T) {
    fn into_refusal(self) -> Response<B> {
        let (status, body) = self;
        let mut response = Response::new(body.into());
        *response.status_mut() = status;
        response
    }
}

/// No request is refused.
impl<B> Refusal<B> for Infallible {
    fn into_refusal(self) -> Response<B> {
        match self {}
    }
}
