//! One squad: make it, change it, its members, archive it.

use maud::{Markup, Render, html};
use serde_json::json;

use super::list::state;
use crate::{
    app::{
        Acted, View, Visit,
        form::{
            self,
            known::{self, Names},
        },
    },
    base::{
        error::{Error, Result},
        ids::{self, UserId},
        json::FromJson,
        lang::Lang,
        list,
        time::Time,
        words::{self, number},
    },
    features::{
        audit::Origin,
        squads::{
            manage,
            model::{NAME, Squad},
            sql::{self, Draft},
            text,
        },
    },
    platform::{crypto, db},
    ui::{
        Button, Card, Choice, Column, Confirm, Empty, Facts, Field, Form, Icon, Pager, Person, Row, Table, Undo, When,
    },
};

/// Members of a page.
const PAGE_SIZE: i64 = 50;
/// Most that may be in a squad.
const LARGEST: i64 = 1_000_000;

#[derive(FromJson)]
struct Member {
    user: UserId,
    joined_at: i64,
    name: Option<String>,
}

/// What stands in the fields, and what is wrong with one of them.
struct Typed {
    draft: Draft,
    max: String,
    wrong: Option<(&'static str, String)>,
}

impl Typed {
    fn of(squad: &Squad) -> Typed {
        let draft = Draft {
            name: squad.name.clone(),
            description: squad.description.clone(),
            emoji: squad.emoji.clone(),
            role: squad.role,
            max_members: squad.max_members,
            welcome: squad.welcome.clone(),
        };
        Typed { max: squad.max_members.map(|most| most.to_string()).unwrap_or_default(), draft, wrong: None }
    }

    /// As it was sent.
    fn sent(visit: &Visit) -> Typed {
        let given = |name: &str| Some(words::plain(visit.field(name))).filter(|text| !text.is_empty());
        let max = visit.field("max").trim().to_owned();
        let most = if max.is_empty() { Ok(None) } else { form::number(&max, 1, LARGEST).map(Some) };
        let long = [("name", i64::from(NAME)), ("description", 300), ("welcome", 500), ("emoji", 64)];
        let long = long.into_iter().find(|(name, most)| visit.field(name).chars().count() as i64 > *most);
        let long = long.map(|(name, most)| (name, format!("At most {most} characters.")));
        let draft = Draft {
            name: given("name").unwrap_or_default(),
            description: given("description").unwrap_or_default(),
            emoji: given("emoji"),
            role: ids::parse(visit.field("role")),
            max_members: most.clone().unwrap_or_default(),
            welcome: given("welcome"),
        };
        let unread = draft.role.is_none() && !visit.field("role").trim().is_empty();
        let unread = unread.then(|| ("role", "This is no id of a role.".to_owned()));
        Typed { draft, max, wrong: most.err().map(|why| ("max", why)).or(long).or(unread) }
    }
}

/// The form's fields, without buttons.
fn fields(form: Form, names: Option<&Names>, typed: &Typed) -> Form {
    let why = |field: &str| typed.wrong.as_ref().filter(|(name, _)| *name == field).map(|(_, why)| why.as_str());
    let draft = &typed.draft;
    let role = draft.role.map(|role| role.to_string()).unwrap_or_default();
    let none = Choice::new("", "none", role.is_empty());
    let known = names.is_some_and(|names| names.iter().any(|(id, _)| *id == role));
    let gone = (!known && !role.is_empty()).then(|| Choice::new(&role, format!("not there any more ({role})"), true));
    let all = names.into_iter().flatten().map(|(id, name)| Choice::new(id, name, *id == role));
    let choices: Vec<Choice> = [none].into_iter().chain(gone).chain(all).collect();
    let role_field = match names {
        Some(_) => Field::select("role", "Role", &choices).help("Members get it, and lose it when they leave."),
        None => {
            Field::text("role", "Role").value(&role).help("Discord does not answer at the moment; its id is shown.")
        }
    };
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let (emoji, welcome) = (text(&draft.emoji), text(&draft.welcome));
    let body = html! {
        (Field::text("name", "Name").value(&draft.name).longest(u32::from(NAME)).required().error(why("name")))
        (role_field.error(why("role")))
        (Field::text("emoji", "Emoji").value(&emoji).longest(64).help("One, beside the name.").error(why("emoji")))
        (Field::number("max", "Most members").value(&typed.max).range(1, LARGEST).help("Empty for no bound.").error(why("max")))
        (Field::area("description", "What it is", 2).value(&draft.description).longest(300).error(why("description")))
        (Field::area("welcome", "Welcome", 2).value(&welcome).longest(500).help("Said to whoever joins.").error(why("welcome")))
    };
    form.body(body).refused(why(""))
}

pub async fn new(visit: Visit) -> Result<View> {
    Ok(make(&visit, &Typed { draft: Draft::default(), max: String::new(), wrong: None }).await)
}

async fn make(visit: &Visit, typed: &Typed) -> View {
    let names = known::roles(&visit.ctx).await;
    let form = fields(visit.form("/squads/new/create"), names.as_ref(), typed);
    let form = form.button(Button::new("Create")).button(Button::new("Cancel").quiet().to(visit.path("/squads")));
    html! { (Card::new("A new squad", form.render())) }.into()
}

pub async fn create(visit: Visit) -> Result<Acted> {
    let mut typed = Typed::sent(&visit);
    if typed.wrong.is_none() {
        match manage::create(&visit.ctx, Origin::Dashboard, &typed.draft).await {
            Ok(()) => {
                let said = format!("{} is there. Members join with /squads join.", typed.draft.name);
                return Ok(Acted::Done { to: "/squads".to_owned(), said });
            }
            Err((part, Error::Refused(why))) => typed.wrong = Some((part, why)),
            Err((_, other)) => return Err(other),
        }
    }
    Ok(Acted::Again(make(&visit, &typed).await))
}

async fn read(visit: &Visit) -> Result<(Squad, Vec<Member>)> {
    let id: i64 = visit.param("squad").parse().unwrap_or_default();
    let after = visit.asked("after").and_then(|text| text.split_once('-'));
    let after = after.and_then(|(at, user)| Some((at.parse().ok()?, ids::parse(user)?)));
    let facts = vec![sql::list_squads(visit.guild), sql::list_named_members(visit.guild, id, after, PAGE_SIZE + 1)];
    let rows = visit.read(facts).await?;
    let squads: Vec<Squad> = db::all(&rows, 0)?;
    let squad = squads.into_iter().find(|squad| squad.id == id);
    let squad = squad.ok_or_else(|| Error::Refused(text::no_such_squad(Lang::En).to_owned()))?;
    Ok((squad, db::all(&rows, 1)?))
}

pub async fn show(visit: Visit) -> Result<View> {
    let (squad, members) = read(&visit).await?;
    let typed = Typed::of(&squad);
    Ok(page(&visit, &squad, members, &typed).await)
}

/// Of what a form was filled from.
fn mark_of(squad: &Squad) -> String {
    let Squad { name, description, emoji, role, max_members, welcome, .. } = squad;
    let mut mark = crypto::digest(&json!([name, description, emoji, role, max_members, welcome]).to_string());
    mark.truncate(16);
    mark
}

async fn page(visit: &Visit, squad: &Squad, members: Vec<Member>, typed: &Typed) -> View {
    let names = known::roles(&visit.ctx).await;
    let place = visit.path(&format!("/squads/{}", squad.id));
    let count = |value| number(Lang::En, value);
    let facts = Facts::new()
        .with("State", state(squad))
        .with("Members", count(squad.members))
        .with("Bytes together", count(squad.bytes));
    let seen = Some(visit.field("seen").to_owned()).filter(|seen| typed.wrong.is_some() && !seen.is_empty());
    let form = visit.form(&format!("/squads/{}/edit", squad.id)).keeps("seen", seen.unwrap_or_else(|| mark_of(squad)));
    let form = fields(form, names.as_ref(), typed);
    let archive = Button::new("Archive").quiet().icon(Icon::Close).to(format!("{place}?archive=yes"));
    let body = html! {
        @if visit.asked("archive").is_some() && squad.is_active() { (asks(visit, squad)) }
        (facts)
        @if squad.is_active() {
            (Card::new("Change it", form.button(Button::new("Save")).render())
                .note("With another role members change roles over the next minutes."))
        }
        (Card::new("Members", table(visit, squad, members)).note("Who joined first stands first. Members join and leave by themselves."))
    };
    let tools = squad.is_active().then(|| archive.render());
    View { title: Some(squad.name.clone()), tools, ..body.into() }
}

fn asks(visit: &Visit, squad: &Squad) -> Markup {
    let members = number(Lang::En, squad.members);
    Confirm {
        question: &format!("Archive {}?", squad.name),
        what: &format!(
            "Its members ({members}) lose role and membership over the next minutes. Name and role are free then."
        ),
        undo: Undo::Never,
        form: visit.form(&format!("/squads/{}/archive", squad.id)),
        act: "Archive the squad",
        back: &visit.path(&format!("/squads/{}", squad.id)),
        typed: None,
    }
    .render()
}

fn table(visit: &Visit, squad: &Squad, mut members: Vec<Member>) -> Markup {
    let more = list::cut(&mut members, PAGE_SIZE);
    let base = visit.path(&format!("/squads/{}", squad.id));
    let older = members.last().filter(|_| more).map(|last| format!("{base}?after={}-{}", last.joined_at, last.user));
    let lines = members.iter().map(|member| {
        let since = When { at: Time::from_millis(member.joined_at), now: visit.now };
        Row::new([Person::new(member.user, member.name.as_deref().unwrap_or_default()).render(), since.render()])
    });
    Table::new("Members of the squad", ["Member", "Since"].map(Column::new))
        .rows(lines)
        .empty(Empty::new("Nobody yet", "Members join with /squads join in the server.").icon(Icon::People))
        .pager(Pager { newest: visit.asked("after").map(|_| base.clone()), older, shown: String::new() })
        .render()
}

pub async fn edit(visit: Visit) -> Result<Acted> {
    let (squad, members) = read(&visit).await?;
    if !squad.is_active() {
        return Err(Error::Refused(text::archived_already(Lang::En).to_owned()));
    }
    let mut typed = Typed::sent(&visit);
    if visit.field("seen") != mark_of(&squad) {
        typed.wrong = Some(("", text::changed_meanwhile(Lang::En).to_owned()));
    }
    if typed.wrong.is_none() {
        match manage::edit(&visit.ctx, Origin::Dashboard, &squad, &typed.draft).await {
            Ok(()) => return Ok(Acted::Done { to: format!("/squads/{}", squad.id), said: "Saved.".to_owned() }),
            Err((part, Error::Refused(why))) => typed.wrong = Some((part, why)),
            Err((_, other)) => return Err(other),
        }
    }
    Ok(Acted::Again(page(&visit, &squad, members, &typed).await))
}

pub async fn archive(visit: Visit) -> Result<Acted> {
    let (squad, _) = read(&visit).await?;
    manage::archive(&visit.ctx, Origin::Dashboard, &squad).await?;
    let said = format!("{} is archived. Memberships and roles are removed over the next minutes.", squad.name);
    Ok(Acted::Done { to: "/squads".to_owned(), said })
}
