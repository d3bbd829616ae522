//! The callback route: Guildhall answers inline, so every call here is a defect.

use crate::rest::{ApiError, Call, Reply};

pub(super) fn callback(call: &mut Call) -> Result<Reply, ApiError> {
    let id = call.id("interaction_id")?;
    let known = call.state.interactions.get(&id).is_some_and(|sent| sent.token == call.param("interaction_token"));
    Err(match known {
        true => ApiError::already_acknowledged().into_problem(),
        false => ApiError::unknown_interaction().into_problem(),
    })
}
