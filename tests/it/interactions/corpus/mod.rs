//! Every payload of the corpus, signed and sent: none may give a 5xx, each gets what the table in
//! `tests/data/interactions/README.md` says.

mod cases;

use serde_json::{Value, json};

use super::{flags, ping};
use crate::world::{World, story};
use cases::{Case, Expected};

#[test]
fn every_payload_gets_what_the_table_says() {
    story(async |world| {
        let cases = cases::all();
        assert!(cases.len() >= 700, "only {} cases", cases.len());
        let mut failures = Vec::new();
        for case in &cases {
            if let Err(failure) = check(&world, case).await {
                failures.push(format!("{}: {failure}", case.name));
            }
        }
        assert!(failures.is_empty(), "{} of {}:\n{}", failures.len(), cases.len(), failures.join("\n"));
        let answer = world.post_signed(&ping()).await;
        assert_eq!((answer.status, answer.json()), (200, json!({"type": 1})), "it still answers");
    });
}

async fn check(world: &World, case: &Case) -> Result<(), String> {
    let answer = world.post_signed(&case.body).await;
    let kind = cases::kind_of(&case.body);
    let seen = match answer.status {
        400 => {
            // Each is logged once, where an operator looks.
            world.expect_errors(1);
            Ok(Expected::BadRequest)
        }
        200 if answer.header("content-type") != "application/json" => {
            Err(format!("content type {:?}", answer.header("content-type")))
        }
        200 => judged(kind, &answer.json()),
        other => Err(format!("status {other} {}", answer.body)),
    }?;
    // A sentence is an answer, and so is an empty list; to one who is typing no sentence may be said.
    let fits = |expected: &Expected| match seen {
        Expected::Polite | Expected::NoChoices => matches!(expected, Expected::Polite | Expected::Answered),
        _ => *expected == seen,
    };
    if case.expected.iter().any(fits) {
        return Ok(());
    }
    Err(format!("{seen:?} instead of {:?}: {}", case.expected, answer.body))
}

/// What an answer is, when Discord allows it for an interaction of this type.
fn judged(kind: Option<u64>, answer: &Value) -> Result<Expected, String> {
    let callback = answer["type"].as_u64().unwrap_or_default();
    let content = answer["data"]["content"].as_str().unwrap_or_default();
    let choices = answer["data"]["choices"].as_array();
    match (kind, callback) {
        // A body that only a tolerant reader can read says nothing of its type.
        (Some(1) | None, 1) if *answer == json!({"type": 1}) => Ok(Expected::Pong),
        (Some(4), 8) => match choices {
            Some(choices) if choices.is_empty() => Ok(Expected::NoChoices),
            Some(choices) if choices.len() <= 25 => Ok(Expected::Answered),
            _ => Err(format!("choices {answer}")),
        },
        (Some(1 | 4), _) => Err(format!("callback {callback} to type {kind:?}")),
        (_, 4) if flags(answer) & 64 != 0 && !content.is_empty() => Ok(Expected::Polite),
        (_, 4 | 5) => Ok(Expected::Answered),
        (Some(3 | 5), 6 | 7) | (Some(2 | 3), 9) => Ok(Expected::Answered),
        _ => Err(format!("callback {callback} to type {kind:?}")),
    }
}
