//! Where in a JSON text a place is, as a path of keys: for the log line about a payload that
//! could not be read. (A deserialiser that keeps track of its path weighs 30 kB in the bundle.)

/// The path to a line and column, both counted from 1 as `serde_json` does, such as
/// `data.options[0].name`. Keys are shown as written, at most 24 characters of each.
pub fn at(json: &[u8], line: usize, column: usize) -> String {
    let line_start = json.split_inclusive(|b| *b == b'\n').take(line.saturating_sub(1)).map(<[u8]>::len).sum::<usize>();
    let end = (line_start + column).min(json.len());
    let mut stack: Vec<Step> = Vec::new();
    let mut place = 0;
    while place < end {
        match json[place] {
            b'{' => stack.push(Step::Key(String::new())),
            b'[' => stack.push(Step::Place(0)),
            b'}' | b']' => drop(stack.pop()),
            b',' => {
                if let Some(Step::Place(index)) = stack.last_mut() {
                    *index += 1;
                }
            }
            b'"' => {
                let (text, after) = string(json, place);
                let is_key = json[after..].iter().find(|b| !b.is_ascii_whitespace()) == Some(&b':');
                if let (true, Some(Step::Key(key))) = (is_key, stack.last_mut()) {
                    *key = text;
                }
                place = after;
                continue;
            }
            _ => {}
        }
        place += 1;
    }
    let mut path = String::new();
    for step in stack.iter().take(16) {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path.extend([".", key]),
            Step::Place(index) => path.push_str(&format!("[{index}]")),
        }
    }
    path
}

enum Step {
    Key(String),
    Place(usize),
}

/// The text of the string that starts at `start`, shortened, and the place behind it.
fn string(json: &[u8], start: usize) -> (String, usize) {
    let mut place = start + 1;
    while place < json.len() && json[place] != b'"' {
        place += if json[place] == b'\\' { 2 } else { 1 };
    }
    let end = place.min(json.len());
    let text = String::from_utf8_lossy(&json[start + 1..end]).chars().filter(|c| !c.is_control()).take(24).collect();
    (text, (place + 1).min(json.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::interaction::Interaction;

    fn path_of_error(json: &str) -> String {
        let error = serde_json::from_str::<Interaction>(json).unwrap_err();
        at(json.as_bytes(), error.line(), error.column())
    }

    #[test]
    fn errors_are_found() {
        assert_eq!(path_of_error(r#"{"id":"1","type":2,"data":{"name":7}}"#), "data.name");
        assert_eq!(
            path_of_error("{\"id\":\"1\",\n \"type\":2,\n \"data\":{\"options\":[{},{\"name\":{}}]}}"),
            "data.options[1].name"
        );
        assert_eq!(path_of_error(r#"{"id":"x\"y","type":2}"#), "id");
    }

    #[test]
    fn broken_text_does_not_panic() {
        for text in ["", "\"", "{\"", "{\"a\\", "[[[[", "}}}}", "{\"a\":\"\\", "\u{e9}\""] {
            for column in 0..12 {
                let _ = at(text.as_bytes(), 1, column);
                let _ = at(text.as_bytes(), 9, column);
            }
        }
    }
}
