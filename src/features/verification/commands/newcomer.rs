//! *Verify me*: a button, perhaps questions, a decision.

use twilight_model::channel::message::component::{Component, Label, TextInput, TextInputStyle};

use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, Settings},
    base::{
        error::{Error, Result},
        ids::RoleId,
        words,
    },
    discord::{
        custom_id,
        reply::{Message, Modal, Reply},
    },
    features::{
        audit::{self, Origin},
        gate::{
            self,
            model::{Design, GateSettings, Restriction, Want},
        },
        roles, settings,
        verification::{
            act::{self, Said},
            logic::{self, Entry},
            model::{Detection, Mode, Opening, Verification, VerificationSettings},
            sql, text,
        },
    },
    platform::db::{self, DbError},
};

/// The newcomer's press; opens a form where questions are asked.
pub const START: Press = Press {
    action: "start",
    audience: Audience::Everyone,
    answer: Answer::Ephemeral,
    budget: Budget::new(40, 24, 90),
    run: |ctx| Box::pin(start(ctx)),
};

/// The form's answer.
pub const ANSWERS: Press = Press {
    action: "answers",
    audience: Audience::Everyone,
    answer: Answer::Ephemeral,
    budget: Budget::new(40, 24, 90),
    run: |ctx| Box::pin(answered(ctx)),
};

/// Who may go on.
struct Admitted {
    settings: Settings,
    gate: GateSettings,
    /// Kept out by a decision of before: a moderator looks, whatever the checks say.
    restricted: bool,
}

/// What stands in the way of a press, as its answer.
async fn admitted(ctx: &Ctx) -> Result<std::result::Result<Admitted, &'static str>> {
    let facts = vec![sql::find_latest(ctx.guild, ctx.actor.id), gate::find_restriction(ctx.guild, ctx.actor.id)];
    let (settings, rows) = settings::read(ctx, facts).await?;
    let gate = GateSettings::of(&settings, &ctx.config);
    let own: VerificationSettings = settings.section();
    if own.mode == Mode::Off || !gate.is_ready() {
        return Ok(Err(text::not_open(ctx.lang)));
    }
    let latest: Option<Verification> = db::first(&rows, 0)?;
    if latest.is_some_and(|known| known.is_pending()) {
        return Ok(Err(text::waiting(ctx.lang)));
    }
    let known: Option<Restriction> = db::first(&rows, 1)?;
    let has = |role: Option<RoleId>| role.is_some_and(|role| ctx.actor.roles.contains(&role));
    let marked = gate.design == Design::Restricted && has(gate.restricted_role);
    let restricted = marked || known.is_some_and(|known| known.want == Want::Restricted);
    if !restricted && (gate.design != Design::Verified || has(gate.verified_role)) {
        return Ok(Err(text::in_already(ctx.lang)));
    }
    Ok(Ok(Admitted { settings, gate, restricted }))
}

fn said(sentence: &str) -> Result<Done> {
    Ok(Reply::Ephemeral(Message::text(sentence)).into())
}

async fn start(ctx: Ctx) -> Result<Done> {
    let Admitted { settings, gate, restricted } = match admitted(&ctx).await? {
        Ok(known) => known,
        Err(sentence) => return said(sentence),
    };
    let own: VerificationSettings = settings.section();
    match logic::entry(&own, ctx.actor.id, ctx.actor.has_avatar, ctx.now) {
        Entry::Passes if restricted => wait(&ctx, &settings, text::still_restricted(settings.lang()).to_owned()).await,
        Entry::Passes => pass(&ctx, &gate).await,
        Entry::Asks => Ok(form(&ctx, &own)),
        Entry::Doubtful(doubts) => {
            let lang = settings.lang();
            let why: Vec<String> = doubts.into_iter().map(|doubt| text::doubt(lang, doubt)).collect();
            wait(&ctx, &settings, why.join(", ")).await
        }
    }
}

/// Passes at once: the role is planned with the audit row, and given after the answer.
async fn pass(ctx: &Ctx, gate: &GateSettings) -> Result<Done> {
    let wishes: Vec<_> = gate::admission(ctx.actor.id, gate).into_iter().collect();
    let entry = audit::Entry {
        action: "verification.pass",
        origin: Origin::Button,
        subject: Some(ctx.actor.id.to_string()),
        before: None,
        after: None,
    };
    let mut statements = vec![audit::record(ctx, entry)];
    statements.extend(roles::plan(ctx.guild, &wishes, "gate", ctx.now));
    match ctx.db.batch(statements).await {
        // The same press came twice.
        Err(DbError::Violated(_)) => {}
        written => drop(written?),
    }
    Ok(Done::from(Reply::Ephemeral(Message::text(text::welcome(ctx.lang)))).and_then(act::given(
        ctx,
        wishes,
        |lang, _, why| text::not_in_yet(lang, why),
    )))
}

fn form(ctx: &Ctx, own: &VerificationSettings) -> Done {
    let fields = own.questions.iter().take(5).enumerate().map(|(place, question)| question_field(place, question));
    Reply::Modal(Modal {
        custom_id: custom_id::encode("verification", "answers", &[]),
        title: text::specs::questions_title(ctx.lang).to_owned(),
        fields: fields.collect(),
    })
    .into()
}

fn question_field(place: usize, question: &str) -> Component {
    #[expect(deprecated, reason = "the struct has the field that Label replaces")]
    let input = TextInput {
        custom_id: format!("q{place}"),
        id: None,
        label: None,
        max_length: Some(300),
        min_length: None,
        placeholder: None,
        required: Some(true),
        style: TextInputStyle::Paragraph,
        value: None,
    };
    Component::Label(Label {
        component: Box::new(Component::TextInput(input)),
        description: None,
        id: None,
        label: words::shortened(question, 45),
    })
}

async fn answered(ctx: Ctx) -> Result<Done> {
    let Admitted { settings, restricted, .. } = match admitted(&ctx).await? {
        Ok(known) => known,
        Err(sentence) => return said(sentence),
    };
    let own: VerificationSettings = settings.section();
    let lang = settings.lang();
    let mut lines: Vec<String> = logic::doubts(&own, ctx.actor.id, ctx.actor.has_avatar, ctx.now)
        .into_iter()
        .map(|doubt| text::doubt(lang, doubt))
        .collect();
    if restricted {
        lines.push(text::still_restricted(lang).to_owned());
    }
    for (place, question) in own.questions.iter().take(5).enumerate() {
        let answer = ctx.args.field(&format!("q{place}")).map(words::plain).unwrap_or_default();
        lines.extend([question.clone(), format!("→ {answer}")]);
    }
    wait(&ctx, &settings, lines.join("\n")).await
}

/// Moderators decide.
async fn wait(ctx: &Ctx, settings: &Settings, why: String) -> Result<Done> {
    let opening = Opening {
        user: ctx.actor.id,
        user_name: ctx.actor.name.clone(),
        has_avatar: ctx.actor.has_avatar,
        has_roles: !ctx.actor.roles.is_empty(),
        joined_at: ctx.actor.joined.map(|at| at.millis()),
        detection: Detection::Newcomer,
        opened_by: None,
        text: why,
        link: None,
        restricts: true,
    };
    let opened = act::open(ctx, settings, &opening).await.map_err(|error| match error {
        Error::Internal(cause) => Error::Internal(cause),
        other => other,
    })?;
    let after = act::after(ctx, opened.id(), ctx.actor.id, Said::Nothing);
    Ok(Done::from(Reply::Ephemeral(Message::text(text::waiting(ctx.lang)))).and_then(Some(after)))
}
