//! The buttons of an appeal, and the forms behind them.

use twilight_model::guild::Permissions;

use super::{
    act::{self, Decision, Known},
    model::WORDS,
    text::{self, forms},
};
use crate::{
    app::{Answer, Audience, Budget, Ctx, Done, Press, text as shared_text},
    base::error::{Error, Result},
    discord::{
        build::text_field,
        custom_id,
        reply::{Modal, Reply},
    },
    features::audit::Origin,
};

/// An appeal's case may be of any kind; what it needs is asked when it is known.
const MODERATE: Audience = Audience::Moderators(Permissions::MODERATE_MEMBERS);
const OPENS: Budget = Budget::new(4, 0, 0);
/// What taking a case back costs, and the verdict.
const DECIDES: Budget = Budget::new(44, 14, 50);
const ASKS: Budget = Budget::new(14, 3, 12);

const fn press(action: &'static str, answer: Answer, budget: Budget, run: fn(Ctx) -> crate::app::Work<Done>) -> Press {
    Press { action, audience: MODERATE, answer, budget, run }
}

/// Argument of all: the case's number.
pub const PRESSES: &[Press] = &[
    press("open", Answer::Ephemeral, OPENS, |ctx| Box::pin(open(ctx))),
    press("accept", Answer::SlowUpdate, DECIDES, |ctx| Box::pin(accept(ctx))),
    press("shorten", Answer::Modal, OPENS, |ctx| Box::pin(form(ctx, "shorten-how"))),
    press("shorten-how", Answer::SlowUpdate, DECIDES, |ctx| Box::pin(shorten(ctx))),
    press("reject", Answer::Modal, OPENS, |ctx| Box::pin(form(ctx, "reject-why"))),
    press("reject-why", Answer::SlowUpdate, DECIDES, |ctx| Box::pin(reject(ctx))),
    press("ask", Answer::Modal, OPENS, |ctx| Box::pin(form(ctx, "ask-what"))),
    press("ask-what", Answer::SlowUpdate, ASKS, |ctx| Box::pin(ask(ctx))),
];

fn number(ctx: &Ctx) -> Result<i64> {
    ctx.args.control_number(0).ok_or_else(|| Error::Refused(shared_text::unknown_control(ctx.lang).to_owned()))
}

fn updated(ctx: &Ctx, known: &Known) -> Done {
    Reply::Update(text::card(ctx.lang, &known.case, &known.appeal)).into()
}

async fn open(ctx: Ctx) -> Result<Done> {
    let known = act::read(&ctx, number(&ctx)?).await?;
    Ok(Reply::Ephemeral(text::card(ctx.lang, &known.case, &known.appeal)).into())
}

async fn form(ctx: Ctx, answer: &'static str) -> Result<Done> {
    let (number, lang) = (number(&ctx)?, ctx.lang);
    let known = act::read(&ctx, number).await?;
    if !known.appeal.is_open() {
        return Err(Error::Refused(text::decided_already(lang).to_owned()));
    }
    let why = || text_field("why", forms::why(lang), Some(forms::told(lang)), None, WORDS);
    let (title, fields) = match answer {
        "shorten-how" => {
            let span = text_field("span", forms::span(lang), Some(forms::span_about(lang)), None, 40);
            (forms::shorten(lang), vec![span, why()])
        }
        "reject-why" => (forms::reject(lang), vec![why()]),
        _ => (
            forms::ask(lang),
            vec![text_field("question", forms::question(lang), Some(forms::told(lang)), None, WORDS)],
        ),
    };
    let custom_id = custom_id::encode("appeals", answer, &[&number.to_string()]);
    Ok(Reply::Modal(Modal { custom_id, title: title.to_owned(), fields }).into())
}

fn typed(ctx: &Ctx, name: &str) -> Option<String> {
    ctx.args.field(name).map(str::to_owned)
}

async fn accept(ctx: Ctx) -> Result<Done> {
    let known = act::decide(&ctx, number(&ctx)?, Decision::Accept, None, Origin::Button).await?;
    Ok(updated(&ctx, &known))
}

async fn shorten(ctx: Ctx) -> Result<Done> {
    let span = act::span(ctx.lang, &typed(&ctx, "span").unwrap_or_default())?;
    let known = act::decide(&ctx, number(&ctx)?, Decision::Shorten(span), typed(&ctx, "why"), Origin::Button).await?;
    Ok(updated(&ctx, &known))
}

async fn reject(ctx: Ctx) -> Result<Done> {
    let known = act::decide(&ctx, number(&ctx)?, Decision::Reject, typed(&ctx, "why"), Origin::Button).await?;
    Ok(updated(&ctx, &known))
}

async fn ask(ctx: Ctx) -> Result<Done> {
    let question = typed(&ctx, "question").unwrap_or_default();
    let known = act::ask(&ctx, number(&ctx)?, &question, Origin::Button).await?;
    Ok(updated(&ctx, &known))
}
