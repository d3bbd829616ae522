//! Which option each piece of a typed command is for.

use serde_json::Value;

use crate::interact::resolve::Resolved;
use crate::interact::text::{Piece, pieces, word};
use crate::interact::{Interaction, options};
use crate::state::State;
use crate::state::command::option;

/// The options' indices with their text: by name, or in the order of the options not yet given.
pub(super) fn assign(
    state: &mut State,
    interaction: &Interaction,
    specs: &[Value],
    text: &str,
) -> Result<Vec<(usize, String)>, String> {
    let names: Vec<&str> = specs.iter().filter_map(|spec| spec["name"].as_str()).collect();
    let cut = pieces(text, &names)?;
    let by_name = |name: &str| specs.iter().position(|spec| spec["name"] == name);
    let named: Vec<usize> = cut.iter().filter_map(|piece| by_name(piece.name.as_deref()?)).collect();
    let mut free = (0..specs.len()).filter(|index| !named.contains(index)).collect::<Vec<_>>().into_iter().peekable();
    let mut given: Vec<(usize, String)> = Vec::new();
    let mut put = |index: usize, value: String| match given.iter().any(|(other, _)| *other == index) {
        true => Err(format!("option {} is given twice", names.get(index).unwrap_or(&"?"))),
        false => {
            given.push((index, value));
            Ok(())
        }
    };
    let mut cut = cut.into_iter().peekable();
    while let Some(piece) = cut.next() {
        let Some(index) = piece.name.as_deref().and_then(by_name) else {
            let index = free.next().ok_or_else(|| format!("{} is one value too many", piece.value))?;
            let mut value = piece.value.clone();
            // Words left over at the last free option belong to it when it is a text.
            if free.peek().is_none() && takes_words(&specs[index]) && !piece.quoted {
                while let Some(next) = cut.next_if(|next| next.name.is_none() && !next.quoted) {
                    value = format!("{value} {}", next.value);
                }
            }
            put(index, value)?;
            continue;
        };
        let (value, left) = split_named(state, interaction, &specs[index], &piece);
        put(index, value)?;
        for word in left {
            let index = free.next().ok_or_else(|| format!("{word} is one value too many"))?;
            put(index, word)?;
        }
    }
    Ok(given)
}

fn takes_words(spec: &Value) -> bool {
    spec["type"] == option::STRING
}

/// An unquoted named value runs to the next name: a text takes it all, a name with spaces if it means
/// something, everything else its first word; the words left over are values by order.
fn split_named(state: &mut State, interaction: &Interaction, spec: &Value, piece: &Piece) -> (String, Vec<String>) {
    let (first, rest) = word(&piece.value);
    if piece.quoted || rest.is_empty() || takes_words(spec) {
        return (piece.value.clone(), Vec::new());
    }
    let file = spec["type"] == option::ATTACHMENT;
    if !file && options::value(state, interaction, spec, &piece.value, &mut Resolved::default()).is_ok() {
        return (piece.value.clone(), Vec::new());
    }
    (first.to_owned(), rest.split_whitespace().map(str::to_owned).collect())
}
