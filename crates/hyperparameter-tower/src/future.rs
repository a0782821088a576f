//! The response, on its way.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::Response;
use hyperparameter::task::InFrame;
use hyperparameter::{Frame, FrameExt};
use pin_project_lite::pin_project;

pin_project! {
    /// The response of a [`FrameService`](crate::FrameService): of the inner service, or the
    /// refusal. Its body keeps the frame.
    pub struct ResponseFuture<F, B> {
        #[pin]
        state: State<F, B>,
    }
}

pin_project! {
    #[project = StateProjected]
    enum State<F, B> {
        Called {
            #[pin]
            called: InFrame<F>,
            frame: Frame,
        },
        Refused {
            // `None` once it was given out.
            refusal: Option<Response<B>>,
        },
    }
}

impl<F, B> ResponseFuture<F, B> {
    pub(crate) fn called(called: F, frame: Frame) -> ResponseFuture<F, B> {
        let called = called.in_frame(frame.clone());
        ResponseFuture {
            state: State::Called { called, frame },
        }
    }

    pub(crate) fn refused(refusal: Response<B>) -> ResponseFuture<F, B> {
        let refusal = Some(refusal);
        ResponseFuture {
            state: State::Refused { refusal },
        }
    }
}

impl<F, B, E> Future for ResponseFuture<F, B>
where
    F: Future<Output = Result<Response<B>, E>>,
{
    type Output = Result<Response<InFrame<B>>, E>;

    fn poll(self: Pin<&mut Self>, wake: &mut Context<'_>) -> Poll<Self::Output> {
        Poll::Ready(match self.project().state.project() {
            StateProjected::Called { called, frame } => {
                let answer = ready!(called.poll(wake));
                answer.map(|response| response.map(|body| body.in_frame(frame.clone())))
            }
            StateProjected::Refused { refusal } => {
                let refusal = refusal
                    .take()
                    .expect("a future is not polled after it was ready");
                Ok(refusal.map(FrameExt::in_current_frame))
            }
        })
    }
}
