//! Balances from a file, with a preview first.

use maud::{Markup, Render, html};

use super::tabs;
use crate::{
    app::{Acted, View, Visit},
    base::{
        error::{Error, Result},
        json::FromJson,
        lang::Lang,
        time::Time,
        words::number,
    },
    features::{
        audit::Origin,
        bytes::{
            manage::{self, LARGEST_FILE, Preview},
            sql,
        },
    },
    platform::db,
    ui::{self, Badge, Button, Card, Column, Empty, Facts, Field, Icon, Row, Table, Tone, When},
};

const PATH: &str = "/bytes/import";

/// Imports that are listed.
const LISTED: i64 = 10;

#[derive(FromJson)]
struct Import {
    asked_by: crate::base::ids::UserId,
    asked_by_name: Option<String>,
    asked_at: i64,
    lines: i64,
    next_line: i64,
    state: String,
}

pub async fn show(visit: Visit) -> Result<View> {
    let rows = visit.read(vec![sql::list_imports(visit.guild, LISTED)]).await?;
    let imports: Vec<Import> = db::all(&rows, 0)?;
    let nothing =
        Empty::new("No imports yet", "Balances of another bot are taken over from a list of ids and numbers.");
    let columns = ["Asked for", "By", "State"].map(Column::new).into_iter().chain([Column::number("Members")]);
    let table = Table::new("Imports, the newest first", columns)
        .rows(imports.iter().map(|import| line(&visit, import)))
        .empty(nothing.icon(Icon::File));
    let export = visit.form(&format!("{PATH}/export")).inline().button(Button::new("Export").quiet().icon(Icon::File));
    let note = "Every member's id and balance, as a file that an import reads.";
    Ok(html! {
        (tabs(&visit, "Import and export"))
        (Card::new("Export balances", Markup::default()).note(note).tools(export.render()))
        (form(&visit, "", None))
        (Card::new("Imports", table.render()))
    }
    .into())
}

fn line(visit: &Visit, import: &Import) -> Row {
    let (words, tone) = match import.state.as_str() {
        "preview" => ("not started", Tone::Neutral),
        "running" => ("under way", Tone::Info),
        "done" => ("done", Tone::Good),
        _ => ("cancelled", Tone::Neutral),
    };
    let count = |lines| number(Lang::En, lines);
    let lines = match import.state.as_str() {
        "running" => format!("{} of {}", count(import.next_line), count(import.lines)),
        _ => count(import.lines),
    };
    Row::new([
        When { at: Time::from_millis(import.asked_at), now: visit.now }.render(),
        ui::Person::new(import.asked_by, import.asked_by_name.as_deref().unwrap_or_default()).render(),
        Badge { words, tone }.render(),
        html! { (lines) },
    ])
}

fn form(visit: &Visit, typed: &str, wrong: Option<&str>) -> Card {
    let area = Field::area("list", "User ids and balances", 10)
        .value(typed)
        .error(wrong)
        .hint("200000000000000001,250")
        .help("One member a line: the id, a comma or a semicolon, the balance. A header line may be there.")
        .required();
    let form = visit.form(&format!("{PATH}/preview")).body(area.render()).button(Button::new("Preview"));
    Card::new("Import balances", form.render())
        .note("Nothing happens before you have seen what it comes to. Each balance is set to the list's number.")
}

/// Reads the list and shows what it comes to.
pub async fn preview(visit: Visit) -> Result<Acted> {
    let typed = visit.field("list");
    if typed.len() > LARGEST_FILE {
        let why = "That is more than a megabyte. Cut it into parts and import them one after another.";
        return Ok(Acted::Again(refused(&visit, "", why)));
    }
    match manage::preview_import(&visit.ctx, typed.as_bytes()).await {
        Ok(preview) => {
            Ok(Acted::Shown(html! { (tabs(&visit, "Import and export")) (comes_to(&visit, &preview)) }.into()))
        }
        Err(Error::Refused(why)) => Ok(Acted::Again(refused(&visit, typed, &why))),
        Err(other) => Err(other),
    }
}

fn refused(visit: &Visit, typed: &str, why: &str) -> View {
    html! { (tabs(visit, "Import and export")) (form(visit, typed, Some(why))) }.into()
}

fn comes_to(visit: &Visit, preview: &Preview) -> Markup {
    let shown = |value: i64| number(Lang::En, value);
    let count = preview.file.rows.len() as i64;
    let facts = Facts::new()
        .with("Members in the list", shown(count))
        .with("Bytes in all", shown(preview.file.sum()))
        .with("Have an account", format!("{}, holding {} bytes now", shown(preview.known), shown(preview.held)))
        .with("Get an account", shown(count - preview.known));
    let start = visit
        .form(&format!("{PATH}/start"))
        .keeps("import", preview.id.as_str())
        .button(Button::new("Import").danger())
        .button(Button::new("Leave it").quiet().to(visit.path(PATH)));
    let note = "Each balance is set to the list's number, and the difference goes to the ledger. Members who are \
        not in the list keep what they have. It cannot be taken back as a whole: keep an export of now.";
    Card::new("What the import comes to", html! { (facts) (start) }).note(note).render()
}

pub async fn start(visit: Visit) -> Result<Acted> {
    manage::start_import(&visit.ctx, Origin::Dashboard, visit.field("import")).await?;
    Ok(Acted::Done { to: PATH.to_owned(), said: "The import has started: a thousand lines a minute.".to_owned() })
}

/// Every balance as a file.
pub async fn export(visit: Visit) -> Result<Acted> {
    let (body, count) = manage::export(&visit.ctx).await?;
    if count == 0 {
        return Err(Error::Refused("There is no account yet.".to_owned()));
    }
    let name = manage::export_name(&visit.ctx);
    Ok(Acted::File { name, media_type: "text/csv; charset=utf-8", body })
}
