//! From a schema's error to the breach Discord would name; of a union's branches the nearest one speaks.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind as Kind;

use crate::limits::Breach;

pub(super) fn run(error: &ValidationError<'_>) -> Vec<Breach> {
    let path = error.instance_path().as_str().trim_start_matches('/').replace('/', ".");
    let one = |code: &'static str, message: String| vec![Breach { path: path.clone(), code, message }];
    match error.kind() {
        Kind::AnyOf { context } | Kind::OneOfNotValid { context } => match nearest(context) {
            Some(branch) => branch.iter().flat_map(run).collect(),
            None => one("UNION_TYPE_CHOICES", error.to_string()),
        },
        Kind::MaxLength { limit } => one("BASE_TYPE_MAX_LENGTH", format!("Must be {limit} or fewer in length.")),
        Kind::MaxItems { limit } => one("BASE_TYPE_MAX_LENGTH", format!("Must be {limit} or fewer in length.")),
        Kind::MinLength { limit } | Kind::MinItems { limit } => {
            one("BASE_TYPE_MIN_LENGTH", format!("Must be {limit} or more in length."))
        }
        Kind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            let path = if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
            vec![Breach { path, code: "BASE_TYPE_REQUIRED", message: "This field is required".into() }]
        }
        Kind::Enum { options } => one("BASE_TYPE_CHOICES", format!("Value must be one of {options}.")),
        Kind::Type { .. } => one("BASE_TYPE_BAD_TYPE", error.to_string()),
        Kind::Maximum { limit } => {
            one("NUMBER_TYPE_MAX", format!("int value should be less than or equal to {limit}."))
        }
        Kind::Minimum { limit } => {
            one("NUMBER_TYPE_MIN", format!("int value should be greater than or equal to {limit}."))
        }
        Kind::UniqueItems => one("SET_TYPE_ALREADY_CONTAINS_VALUE", "The set already contains this value".into()),
        Kind::Pattern { .. } => one("NUMBER_TYPE_COERCE", error.to_string()),
        Kind::Format { .. } => one("BASE_TYPE_BAD_FORMAT", error.to_string()),
        _ => one("BASE_TYPE_INVALID", error.to_string()),
    }
}

/// The errors of one branch of a union.
type Branch = Vec<ValidationError<'static>>;

/// The branch that the value was meant for: not one for another type, and the fewest errors.
fn nearest(branches: &[Branch]) -> Option<&Branch> {
    let misses = |branch: &&Branch| {
        let other_type = branch.iter().any(|error| match error.kind() {
            Kind::Enum { .. } | Kind::Constant { .. } => error.instance_path().as_str().ends_with("/type"),
            Kind::Type { .. } => true,
            _ => false,
        });
        (other_type, branch.len())
    };
    branches.iter().filter(|branch| !branch.is_empty()).min_by_key(misses)
}
