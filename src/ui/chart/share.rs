//! One bar, divided among the parts of a whole.

use maud::{Markup, Render, html};

use super::{exact, percent};

use crate::base::list;

/// A part with its amount. Its colour goes by its place; the list below says the number.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub name: &'a str,
    pub value: i64,
}

/// Up to six parts; sum up smaller ones as *others* beforehand.
#[derive(Clone, Debug)]
pub struct Share<'a> {
    pub title: &'a str,
    pub parts: &'a [Part<'a>],
}

/// Amounts by name, those of one name together: the five largest, then the others as one.
pub fn largest(all: impl IntoIterator<Item = (String, i64)>) -> Vec<(String, i64)> {
    let mut sums: Vec<(String, i64)> = Vec::new();
    for (name, value) in all {
        match sums.iter_mut().find(|(known, _)| *known == name) {
            Some((_, sum)) => *sum += value,
            None => sums.push((name, value)),
        }
    }
    let mut shown = Vec::new();
    while let Some(place) = (0..sums.len()).rev().max_by_key(|place| sums[*place].1).filter(|_| shown.len() < 5) {
        shown.push(sums.remove(place));
    }
    let rest: i64 = sums.iter().map(|(_, value)| value).sum();
    shown.extend((rest > 0).then(|| ("others".to_owned(), rest)));
    shown
}

impl Render for Share<'_> {
    fn render(&self) -> Markup {
        let values: Vec<i64> = self.parts.iter().map(|part| part.value.max(0)).collect();
        let all = values.iter().map(|value| *value as f64).sum::<f64>().max(1.0);
        let cents = per_cent(&values);
        let mut start = 0.0;
        let pieces = values.iter().map(|value| {
            let (from, wide) = (start, *value as f64 / all);
            start += wide;
            (from, wide)
        });
        let pieces: Vec<(f64, f64)> = pieces.collect();
        html! {
            figure .chart .share {
                figcaption { h3 { (self.title) } }
                svg width="100%" height="16" aria-hidden="true" {
                    rect .track width="100%" height="16" rx="3" {}
                    @for (place, (from, wide)) in pieces.iter().enumerate() {
                        rect class={ "part-" (place % 6) } x=(percent(*from)) width=(percent(*wide)) height="16" {}
                    }
                }
                ul .legend {
                    @for (place, (part, cent)) in self.parts.iter().zip(&cents).enumerate() {
                        li {
                            svg width="10" height="10" aria-hidden="true" { rect class={ "part-" (place % 6) } width="10" height="10" rx="2" {} }
                            (part.name) " " strong { (exact(part.value)) } " " span .soft { (cent) " %" }
                        }
                    }
                }
            }
        }
    }
}

/// Whole per cent that add up to 100: cut, and what is missing goes to those that lost most.
fn per_cent(values: &[i64]) -> Vec<i64> {
    let all: i128 = values.iter().map(|value| i128::from(*value)).sum();
    if all == 0 {
        return vec![0; values.len()];
    }
    let parts = values.iter().map(|value| (i128::from(*value) * 100 / all, i128::from(*value) * 100 % all));
    let (mut cents, lost): (Vec<i64>, Vec<i128>) = parts.map(|(cent, lost)| (cent as i64, lost)).unzip();
    let missing = 100 - cents.iter().sum::<i64>();
    let mut places: Vec<usize> = (0..values.len()).collect();
    list::sort_by_key(&mut places, |place| std::cmp::Reverse(lost.get(*place).copied().unwrap_or(0)));
    for place in places.into_iter().take(missing as usize) {
        if let Some(cent) = cents.get_mut(place) {
            *cent += 1;
        }
    }
    cents
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn per_cent_add_up() {
        assert_eq!(per_cent(&[1, 1, 1]), [34, 33, 33]);
        assert_eq!(per_cent(&[0, 0]), [0, 0]);
        assert_eq!(per_cent(&[]), [0i64; 0]);
        assert_eq!(per_cent(&[i64::MAX, i64::MAX]), [50, 50]);
        assert_eq!(per_cent(&[999, 1]), [100, 0]);
    }

    #[test]
    fn small_ones_are_summed_up() {
        let all = [("a", 1), ("b", 5), ("c", 2), ("a", 3), ("d", 1), ("e", 1), ("f", 1), ("g", 2)];
        let shown = largest(all.map(|(name, value)| (name.to_owned(), value)));
        let shown: Vec<(&str, i64)> = shown.iter().map(|(name, value)| (name.as_str(), *value)).collect();
        assert_eq!(shown, [("b", 5), ("a", 4), ("c", 2), ("g", 2), ("d", 1), ("others", 2)]);
        assert!(largest([]).is_empty());
    }

    #[test]
    fn pieces_follow_each_other() {
        let parts = [Part { name: "a", value: 1 }, Part { name: "b", value: 3 }, Part { name: "c", value: -4 }];
        let text = Share { title: "T", parts: &parts }.render().into_string();
        assert!(text.contains("class=\"part-1\" x=\"25.00%\" width=\"75.00%\""), "{text}");
    }
}
