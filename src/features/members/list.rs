//! The list of members: by name, by last activity, by when they joined.

use maud::{Markup, Render, html};
use url::form_urlencoded::Serializer;

use crate::{
    app::{View, Visit},
    base::{error::Result, ids, list, time::Time},
    features::people::{
        self,
        model::{From, Person, Sort},
    },
    platform::db,
    ui::{self, Badge, Choice, Column, Empty, Field, Icon, Order, Pager, Row, Search, Table, Tone, When},
};

/// Rows of a page.
const PAGE_SIZE: i64 = 50;

/// What was asked for, as the address says it.
struct Asked<'a> {
    sort: Sort,
    state: &'a str,
    typed: &'a str,
}

impl Asked<'_> {
    fn is_here(&self) -> bool {
        self.state != "left"
    }

    /// The address of the same list, with another order or from another place on.
    fn link(&self, visit: &Visit, sort: Sort, from: Option<&Person>) -> String {
        let mut query = Serializer::new(String::new());
        query.append_pair("sort", sort.word()).append_pair("state", self.state).append_pair("q", self.typed);
        if let Some(last) = from {
            query.append_pair("key", &sort.key(last)).append_pair("after", &last.user.to_string());
        }
        format!("{}?{}", visit.path("/members"), query.finish())
    }
}

pub async fn list(visit: Visit) -> Result<View> {
    let typed = visit.asked("q").unwrap_or_default().trim();
    // Only names are searched by how they begin.
    let sort = if typed.is_empty() { Sort::of_word(visit.asked("sort").unwrap_or_default()) } else { Sort::Name };
    let asked = Asked { sort, state: visit.asked("state").unwrap_or("here"), typed };
    let key = visit.asked("key").unwrap_or_default();
    let from = visit.asked("after").and_then(ids::parse).map(|user| From { key, user });
    let person = ids::parse(typed).filter(|_| typed.len() >= 17);
    let most = PAGE_SIZE + 1;
    let statement = match person {
        Some(user) => people::find_person(visit.guild, user),
        None => people::list(visit.guild, asked.is_here(), asked.sort, typed, from.as_ref(), most),
    };
    let rows = visit.read(vec![statement]).await?;
    let mut found: Vec<Person> = db::all(&rows, 0)?;
    let more = list::cut(&mut found, PAGE_SIZE);
    let older = found.last().filter(|_| more).map(|last| asked.link(&visit, sort, Some(last)));
    let newest = from.map(|_| asked.link(&visit, sort, None));
    let nothing = if typed.is_empty() {
        Empty::new(
            "Nobody yet",
            "Who uses a command stands here, and after a night every member, where Discord lets the bot list them.",
        )
    } else {
        Empty::new(
            "Nobody of that name",
            "Names are found by how they begin, people who left under Left, and everybody by their id.",
        )
    };
    let nothing = match person {
        Some(user) => {
            nothing.act(ui::Button::new("Open the page of this id").to(visit.path(&format!("/members/{user}"))))
        }
        None => nothing,
    };
    let table = Table::new("Members", columns(&visit, &asked))
        .rows(found.iter().map(|one| line(&visit, one)))
        .empty(nothing.icon(Icon::People))
        .pager(Pager { newest, older, shown: String::new() });
    let states = [Choice::new("here", "Here", asked.is_here()), Choice::new("left", "Left", !asked.is_here())];
    let base = visit.path("/members");
    Ok(html! {
        (Search::new(&base, "How a name begins, or an id", typed).keeps("sort", sort.word())
            .filters(Field::select("state", "Who", &states).render()))
        (table)
    }
    .into())
}

fn columns(visit: &Visit, asked: &Asked<'_>) -> Vec<Column> {
    let sorted = |label, sort: Sort| {
        let order = match (asked.sort == sort, sort) {
            (false, _) => Order::Unsorted,
            (true, Sort::Name) => Order::Ascending,
            (true, _) => Order::Descending,
        };
        Column::new(label).sorted(asked.link(visit, sort, None), order)
    };
    vec![
        sorted("Name", Sort::Name),
        sorted("Last active", Sort::Seen),
        sorted("Joined", Sort::Joined),
        Column::new("Standing"),
    ]
}

fn line(visit: &Visit, one: &Person) -> Row {
    let href = visit.path(&format!("/members/{}", one.user));
    Row::new([
        html! { a href=(href) { (ui::Person { note: Some(&one.username), ..ui::Person::new(one.user, &one.name) }) } },
        moment(visit, one.seen_at, "not yet"),
        moment(visit, one.joined_at, "unknown"),
        standing(visit, one),
    ])
}

/// A time, or a word where there is none.
pub fn moment(visit: &Visit, millis: i64, none: &str) -> Markup {
    match millis {
        0 => html! { span .soft { (none) } },
        _ => When { at: Time::from_millis(millis), now: visit.now }.render(),
    }
}

pub fn standing(visit: &Visit, one: &Person) -> Markup {
    html! {
        @if one.is_bot == 1 { (Badge { words: "bot", tone: Tone::Neutral }) " " }
        @match one.left_at {
            Some(at) => { (Badge { words: "left", tone: Tone::Warning }) " " (moment(visit, at, "")) },
            None => (Badge { words: "here", tone: Tone::Good }),
        }
    }
}
