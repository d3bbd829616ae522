//! Tables, which become cards where the page is narrow, and the way from page to page.

use maud::{Markup, Render, html};

use super::{empty::Empty, icon::Icon, link::safe, tone::Tone};
use crate::base::list::gathered;

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Order {
    Unsorted,
    Ascending,
    Descending,
}

/// A column's heading.
#[derive(Clone, Debug)]
pub struct Column {
    label: &'static str,
    /// Its cells' class.
    class: Option<&'static str>,
    sort: Option<(String, Order)>,
}

impl Column {
    pub fn new(label: &'static str) -> Column {
        Column { label, class: None, sort: None }
    }

    /// Numbers stand flush right, digit under digit.
    pub fn number(label: &'static str) -> Column {
        Column { class: Some("number"), ..Column::new(label) }
    }

    /// A word or two of ours, which are not broken for want of room.
    pub fn word(label: &'static str) -> Column {
        Column { class: Some("word"), ..Column::new(label) }
    }

    /// Its heading sorts: the address of the other order, and how it is sorted now.
    pub fn sorted(self, to: impl Into<String>, now: Order) -> Column {
        Column { sort: Some((to.into(), now)), ..self }
    }

    fn heading(&self) -> Markup {
        let now = self.sort.as_ref().map(|(_, now)| *now);
        let (sort, mark) = match now {
            Some(Order::Ascending) => (Some("ascending"), Some(Icon::Up)),
            Some(Order::Descending) => (Some("descending"), Some(Icon::Down)),
            _ => (None, None),
        };
        html! {
            th class=[self.class] scope="col" aria-sort=[sort] {
                @if let Some((to, _)) = &self.sort {
                    a href=(safe(to)) { (self.label) @if let Some(mark) = mark { (mark) } }
                } @else { (self.label) }
            }
        }
    }
}

/// One row, a cell a column. The first cell names the row.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Markup>,
    acts: Option<Markup>,
    tone: Tone,
}

impl Row {
    pub fn new(cells: impl IntoIterator<Item = Markup>) -> Row {
        Row { cells: gathered(cells), acts: None, tone: Tone::Neutral }
    }

    /// Buttons and links that act on the row, in a column of their own.
    pub fn acts(self, acts: Markup) -> Row {
        Row { acts: Some(acts), ..self }
    }

    /// Marks the row at its edge.
    pub fn tone(self, tone: Tone) -> Row {
        Row { tone, ..self }
    }
}

#[derive(Clone, Debug)]
pub struct Table<'a> {
    caption: &'a str,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Option<Empty>,
    pager: Option<Pager>,
}

impl<'a> Table<'a> {
    /// The caption tells readers of the screen what the table lists; the heading above it tells the others.
    pub fn new(caption: &'a str, columns: impl IntoIterator<Item = Column>) -> Table<'a> {
        Table { caption, columns: gathered(columns), rows: Vec::new(), empty: None, pager: None }
    }

    pub fn rows(self, rows: impl IntoIterator<Item = Row>) -> Table<'a> {
        Table { rows: gathered(rows), ..self }
    }

    /// What stands here when there is no row.
    pub fn empty(self, empty: Empty) -> Table<'a> {
        Table { empty: Some(empty), ..self }
    }

    pub fn pager(self, pager: Pager) -> Table<'a> {
        Table { pager: Some(pager), ..self }
    }

    fn row(&self, row: &Row) -> Markup {
        let cells = row.cells.iter().zip(&self.columns).enumerate();
        html! {
            tr class=[(row.tone != Tone::Neutral).then(|| row.tone.class())] {
                @for (place, (cell, column)) in cells {
                    @if place == 0 {
                        th class=[column.class] scope="row" { (cell) }
                    } @else {
                        td class=[column.class] data-label=(column.label) { (cell) }
                    }
                }
                @if let Some(acts) = &row.acts { td .acts { (acts) } }
            }
        }
    }
}

impl Render for Table<'_> {
    fn render(&self) -> Markup {
        let acts = self.rows.iter().any(|row| row.acts.is_some());
        html! {
            @if let Some(empty) = self.empty.as_ref().filter(|_| self.rows.is_empty()) {
                (empty)
            } @else {
                table .list {
                    caption .unseen { (self.caption) }
                    thead {
                        tr {
                            @for column in &self.columns { (column.heading()) }
                            @if acts { th scope="col" { span .unseen { "Actions" } } }
                        }
                    }
                    tbody { @for row in &self.rows { (self.row(row)) } }
                }
            }
            @if let Some(pager) = &self.pager { (pager) }
        }
    }
}

/// From page to page by key: back to the newest, on to the older ones. There are no page numbers, because
/// rows that come in between would move them.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    /// The address of the first page, when this is another one.
    pub newest: Option<String>,
    /// The address of the next page, when there is one.
    pub older: Option<String>,
    /// What is shown, such as `25 cases`.
    pub shown: String,
}

impl Render for Pager {
    fn render(&self) -> Markup {
        html! {
            nav .pager aria-label="Pages" {
                span .soft { (self.shown) }
                @if let Some(to) = &self.newest { a .button .quiet href=(safe(to)) rel="first" { (Icon::Left) "Newest" } }
                @if let Some(to) = &self.older { a .button .quiet href=(safe(to)) rel="next" { "Older" (Icon::Right) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_say_how_they_are_sorted() {
        let columns = [Column::new("Name"), Column::number("Bytes").sorted("?sort=bytes", Order::Descending)];
        let table = Table::new("Members", columns).rows([Row::new([html! { "<Ada>" }, html! { "5" }])]).render();
        let text = table.into_string();
        assert!(
            text.contains("<th class=\"number\" scope=\"col\" aria-sort=\"descending\"><a href=\"?sort=bytes\">Bytes"),
            "{text}"
        );
        assert!(text.contains("<th scope=\"row\">&lt;Ada&gt;</th>"), "{text}");
        assert!(text.contains("<td class=\"number\" data-label=\"Bytes\">5</td>"), "{text}");
    }

    #[test]
    fn without_rows_it_says_what_to_do() {
        let table = Table::new("Keys", [Column::new("Name")]).empty(Empty::new("No keys", "Make one.")).render();
        assert!(!table.clone().into_string().contains("<table"));
        assert!(table.into_string().contains("Make one."));
    }
}
