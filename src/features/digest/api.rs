//! Digests by HTTP; when they come is in the settings.

use crate::{
    app::api::{Answer, Does, Method, Route, SAID},
    doc,
};

pub const ROUTES: &[Route] = &[
    Route::acts(
        Method::Post,
        "/guilds/{guild}/digests/preview",
        "digest",
        doc!("What a digest would tell of the last day or week; nothing is sent."),
        Does::Runs("digest preview", None),
        Answer::One(&SAID),
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/digests",
        "digest",
        doc!("Sends a digest of the last day or week to the chosen channel now."),
        Does::Runs("digest now", None),
        Answer::One(&SAID),
    ),
];
