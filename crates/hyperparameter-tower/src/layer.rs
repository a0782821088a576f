//! The layer: what gives a service its frames.

use std::fmt;

use tower_layer::Layer;

use crate::service::FrameService;

/// Runs each request in the frame that a function finds for it, or answers with the refusal
/// that the function returns.
///
/// The function is called once for each request, with its head, before the service is. The
/// current frame is then the one of the connection, as a rule the baseline; start from
/// [`current()`](hyperparameter::current) to keep what is set there. A request that the
/// function refuses does not reach the service; a [`Refusal`](crate::Refusal) is, for example, a
/// status with a text.
///
/// ```
/// use http::{StatusCode, request::Parts};
/// use hyperparameter::{Frame, current};
/// use hyperparameter_tower::FrameLayer;
///
/// /// Each tenant has settings of its own.
/// fn of_tenant(request: &Parts) -> Result<Frame, (StatusCode, String)> {
///     match request.headers.get("tenant").map(|tenant| tenant.as_bytes()) {
///         Some(b"large") => current()
///             .child(["queue.length=1000"])
///             .map_err(|error| (StatusCode::INTERNAL_SERVER_ERROR, error.to_string())),
///         Some(_) => Ok(current()),
///         None => Err((StatusCode::UNAUTHORIZED, "name a tenant".to_owned())),
///     }
/// }
///
/// let layer = FrameLayer::new(of_tenant);
/// # let _ = layer;
/// ```
#[derive(Clone, Copy)]
pub struct FrameLayer<F> {
    frame_of: F,
}

impl<F> FrameLayer<F> {
    /// A layer whose requests run in what `frame_of` returns for their head: a function
    /// `Fn(&http::request::Parts) -> Result<Frame, R>`, where `R` is a
    /// [`Refusal`](crate::Refusal).
    pub fn new(frame_of: F) -> FrameLayer<F> {
        FrameLayer { frame_of }
    }
}

impl<S, F: Clone> Layer<S> for FrameLayer<F> {
    type Service = FrameService<S, F>;

    fn layer(&self, inner: S) -> FrameService<S, F> {
        FrameService::new(inner, self.frame_of.clone())
    }
}

impl<F> fmt::Debug for FrameLayer<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FrameLayer").finish_non_exhaustive()
    }
}
