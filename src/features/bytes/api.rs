//! Bytes by HTTP.

use serde_json::{Value, json};

use super::{model::BytesSettings, sql};
use crate::{
    app::{
        Audience,
        api::{Answer, COUNT, Call, Does, Kind, Member, Method, Route, SAID, Shape},
    },
    base::{money::MAX, time::Time},
    doc,
};

const AMOUNT: Kind = Kind::Integer(-MAX, MAX);

const ACCOUNT: Shape = Shape {
    name: "Account",
    members: &[
        Member::new("user", Kind::Id, doc!("Whose it is.")),
        Member::new("balance", COUNT, doc!("What they hold.")),
        Member::new("highest", COUNT, doc!("The most that they ever held.")),
        Member::new("sent", COUNT, doc!("What they gave to others over all time.")),
        Member::new("received", COUNT, doc!("What they got from others over all time.")),
        Member::new("received_net", COUNT, doc!("The same, counting per pair only what did not go back.")),
        Member::new("streak", COUNT, doc!("Days in a row with an activity.")),
        Member::new("next_transfer_at", Kind::Time, doc!("From when on they may give again.")),
    ],
};

const RANKED: Shape = Shape {
    name: "Ranked",
    members: &[Member::new("user", Kind::Id, doc!("Who.")), Member::new("balance", COUNT, doc!("What they hold."))],
};

const ENTRY: Shape = Shape {
    name: "LedgerEntry",
    members: &[
        Member::new("at", Kind::Time, doc!("When.")),
        Member::new("cause", Kind::Text(200), doc!("The event that wrote it; unique for the account.")),
        Member::new("delta", AMOUNT, doc!("What was added, negative where it was taken.")),
        Member::new(
            "kind",
            Kind::Word(&["open", "daily", "transfer", "grant", "revoke", "squad_fee", "import", "carried"]),
            doc!("What it was."),
        ),
        Member::new("other", Kind::Id, doc!("The other side of a transfer.")).or_null(),
        Member::new("reason", Kind::Text(1_000), doc!("Why.")).or_null(),
    ],
};

const AUDIT: Shape = Shape {
    name: "LedgerAudit",
    members: &[
        Member::new("asked_at", Kind::Time, doc!("When it was asked for.")),
        Member::new("checked", COUNT, doc!("Accounts that were checked so far.")),
        Member::new("wrong", COUNT, doc!("Accounts whose balance is not the sum of their ledger.")),
        Member::new("finished_at", Kind::Time, doc!("When it was done; it runs until then.")).or_null(),
    ],
};

const REWARD: Shape = Shape {
    name: "Reward",
    members: &[
        Member::new("role", Kind::Id, doc!("The role that is earned.")),
        Member::new("threshold", COUNT, doc!("From how much on.")),
    ],
};

const REWARDS: Shape = Shape {
    name: "Rewards",
    members: &[Member::new("rewards", Kind::List(&REWARD), doc!("By threshold, the lowest first."))],
};

pub const ROUTES: &[Route] = &[
    Route::reads(
        "/guilds/{guild}/bytes/leaderboard",
        "bytes",
        doc!("Balances, the highest first."),
        Answer::Page(&RANKED, &["balance", "user"]),
        |call| {
            Ok(match (call.after.number(0), call.after.text(1).and_then(crate::base::ids::parse)) {
                (Some(balance), Some(user)) => sql::list_ranked_after(call.guild, balance, user, call.most()),
                _ => sql::list_ranked(call.guild, call.most()),
            })
        },
    ),
    Route::reads(
        "/guilds/{guild}/bytes/balances",
        "bytes",
        doc!("All accounts, by id."),
        Answer::Page(&ACCOUNT, &["user"]),
        |call| Ok(sql::list_accounts(call.guild, call.after.text(0).unwrap_or_default(), call.most())),
    ),
    Route::reads(
        "/guilds/{guild}/bytes/balances/{user}",
        "bytes",
        doc!("One account. Who never earned has none."),
        Answer::One(&ACCOUNT),
        |call| Ok(sql::find_accounts(call.guild, call.id("user")?, call.id("user")?)),
    ),
    Route::reads(
        "/guilds/{guild}/bytes/balances/{user}/ledger",
        "bytes",
        doc!("What happened on one account, the newest first."),
        Answer::Page(&ENTRY, &["at", "cause"]),
        |call| {
            let at = Time::from_millis(call.after.number(0).unwrap_or(MAX));
            let cause = call.after.text(1).unwrap_or_default();
            Ok(sql::list_entries(call.guild, call.id("user")?, at, cause, call.most()))
        },
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/bytes/grants",
        "bytes",
        doc!("Gives bytes that come from nowhere; the answer is the entry on the account."),
        Does::Runs("bytes-admin grant", Some(written)),
        Answer::Made(&ENTRY),
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/bytes/revokes",
        "bytes",
        doc!("Takes bytes from an account; refused where it holds less."),
        Does::Runs("bytes-admin revoke", Some(written)),
        Answer::Made(&ENTRY),
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/bytes/transfers",
        "bytes",
        doc!("Gives bytes of who made the key to somebody else, under the same rules as /bytes send."),
        Does::Runs(
            "bytes send",
            Some(|call| Ok(sql::find_written(call.guild, call.actor.id, &call.cause.to_string()))),
        ),
        Answer::Made(&ENTRY),
    ),
    Route::acts(
        Method::Post,
        "/guilds/{guild}/bytes/audits",
        "bytes",
        doc!("Starts to compare every balance with the sum of its ledger; answers with the one that runs."),
        Does::Runs("bytes-admin audit", Some(|call| Ok(sql::find_audit(call.guild)))),
        Answer::One(&AUDIT),
    ),
    Route::reads(
        "/guilds/{guild}/bytes/audits/latest",
        "bytes",
        doc!("How far the latest audit of the ledger is."),
        Answer::One(&AUDIT),
        |call| Ok(sql::find_audit(call.guild)),
    ),
    Route::acts(
        Method::Get,
        "/guilds/{guild}/bytes/rewards",
        "bytes",
        doc!("The roles that bytes earn."),
        Does::Works(Audience::Everyone, |call| Box::pin(async move { Ok(rewards(&call)) })),
        Answer::One(&REWARDS),
    ),
    Route::acts(
        Method::Put,
        "/guilds/{guild}/bytes/rewards/{role}",
        "bytes",
        doc!("Lets a role be earned, or sets from how much on."),
        Does::Runs("bytes-admin reward add", None),
        Answer::One(&SAID),
    ),
    Route::acts(
        Method::Delete,
        "/guilds/{guild}/bytes/rewards/{role}",
        "bytes",
        doc!("Lets a role be earned no longer. Who has it keeps it."),
        Does::Runs("bytes-admin reward remove", None),
        Answer::One(&SAID),
    ),
];

/// What this call has written on the account that it names.
fn written(call: &Call) -> crate::base::error::Result<crate::platform::db::Stmt> {
    let user = call.given_id("user").unwrap_or(call.actor.id);
    Ok(sql::find_written(call.guild, user, &call.cause.to_string()))
}

fn rewards(call: &Call) -> Value {
    let bytes: BytesSettings = call.settings.section();
    let rewards: Vec<Value> =
        bytes.rewards.iter().map(|reward| json!({ "role": reward.role, "threshold": reward.threshold })).collect();
    json!({ "rewards": rewards })
}
