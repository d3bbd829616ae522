//! What came with an interaction: a command's options, a control's arguments, a form's fields;
//! checked against the specification before a handler sees them.

use serde_json::Value;

use super::text;
use crate::{
    base::{
        error::{Error, Result},
        ids::{self, ChannelId, RoleId, UserId},
        lang::Lang,
        time::Time,
    },
    discord::{
        command::{Opt, OptKind},
        interaction::{Attachment, Channel, Data, Member, Message, OptionValue, Role, User},
    },
};

/// A person that an option names.
#[derive(Clone, Debug)]
pub struct Target {
    pub id: UserId,
    /// The name people see.
    pub name: String,
    /// Whether they have a picture of their own.
    pub has_avatar: bool,
    pub is_bot: bool,
    pub is_member: bool,
    pub roles: Vec<RoleId>,
    pub joined: Option<Time>,
    /// When their timeout ends, as Discord has it; may lie in the past.
    pub timed_out_until: Option<Time>,
}

#[derive(Debug, Default)]
pub struct Args {
    options: Vec<OptionValue>,
    data: Data,
    /// Arguments of the control's `custom_id`.
    pub control: Vec<String>,
    /// Text so far of the option being typed.
    pub typed: String,
    /// Its name.
    pub focused: String,
}

impl Args {
    /// Arguments of a command whose innermost options are `options`.
    ///
    /// # Errors
    /// Refused with a sentence about the first option that does not fit its specification.
    pub fn of_command(lang: Lang, specs: &[Opt], options: Vec<OptionValue>, data: Data) -> Result<Args> {
        for option in &options {
            let Some(spec) = specs.iter().find(|spec| spec.name == option.name) else {
                return Err(Error::Refused(text::unknown_option(lang, &option.name)));
            };
            check(lang, spec, option)?;
        }
        if let Some(missing) = specs.iter().find(|spec| spec.required && !options.iter().any(|o| o.name == spec.name)) {
            return Err(Error::Refused(text::missing_option(lang, missing.name)));
        }
        Ok(Args { options, data, ..Args::default() })
    }

    /// Arguments of a command that is still being typed; nothing is checked.
    pub fn of_typing(options: Vec<OptionValue>, data: Data) -> Args {
        let focused = options.iter().find(|option| option.focused);
        let typed = focused.and_then(|option| option.value.as_ref()?.as_str()).unwrap_or_default().to_owned();
        let focused = focused.map(|option| option.name.clone()).unwrap_or_default();
        Args { options, data, typed, focused, control: Vec::new() }
    }

    /// Arguments of a button, select menu or modal.
    pub fn of_control(control: Vec<String>, data: Data) -> Args {
        Args { control, data, ..Args::default() }
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.options.iter().find(|option| option.name == name)?.value.as_ref()
    }

    pub fn integer(&self, name: &str) -> Option<i64> {
        whole(self.value(name)?)
    }

    pub fn boolean(&self, name: &str) -> Option<bool> {
        self.value(name)?.as_bool()
    }

    pub fn text(&self, name: &str) -> Option<&str> {
        self.value(name)?.as_str()
    }

    pub fn user(&self, name: &str) -> Option<Target> {
        self.target(ids::parse(self.text(name)?)?)
    }

    /// The person on whose menu a command was chosen.
    pub fn on_user(&self) -> Option<Target> {
        self.target(ids::parse(&self.data.target_id)?)
    }

    /// The message on whose menu a command was chosen.
    pub fn on_message(&self) -> Option<&Message> {
        self.data.resolved.messages.get(&ids::parse(&self.data.target_id)?)
    }

    fn target(&self, id: UserId) -> Option<Target> {
        let member = self.data.resolved.members.get(&id);
        let user = self.data.resolved.users.get(&id);
        let own_name = member.and_then(|member| member.nick.as_deref());
        Some(Target {
            id,
            name: own_name.or(user.map(User::shown)).unwrap_or_default().to_owned(),
            has_avatar: user.is_some_and(|user| user.avatar.is_some()),
            is_bot: user.is_some_and(|user| user.bot),
            is_member: member.is_some(),
            roles: member.map(|member| member.roles.clone()).unwrap_or_default(),
            joined: member.and_then(Member::joined),
            timed_out_until: member.and_then(Member::timed_out_until),
        })
    }

    pub fn role(&self, name: &str) -> Option<&Role> {
        self.data.resolved.roles.get(&ids::parse(self.text(name)?)?)
    }

    pub fn channel(&self, name: &str) -> Option<ChannelId> {
        ids::parse(self.text(name)?)
    }

    /// The channel with what Discord says of it: it is one of this guild.
    pub fn resolved_channel(&self, name: &str) -> Option<&Channel> {
        self.data.resolved.channels.get(&self.channel(name)?)
    }

    pub fn attachment(&self, name: &str) -> Option<&Attachment> {
        self.data.resolved.attachments.get(self.text(name)?)
    }

    /// What was chosen in a select menu, in order.
    pub fn chosen(&self) -> &[String] {
        &self.data.values
    }

    /// What was typed into a modal's field; `None` when it is empty.
    pub fn field(&self, custom_id: &str) -> Option<&str> {
        self.data.field(custom_id).map(str::trim).filter(|text| !text.is_empty())
    }

    /// The control's argument at a place as an id.
    pub fn control_id<T>(&self, place: usize) -> Option<twilight_model::id::Id<T>> {
        ids::parse(self.control.get(place)?)
    }

    /// The control's argument at a place as a whole number.
    pub fn control_number(&self, place: usize) -> Option<i64> {
        self.control.get(place)?.parse().ok()
    }
}

fn check(lang: Lang, spec: &Opt, option: &OptionValue) -> Result<()> {
    let value = option.value.as_ref();
    let as_text = value.and_then(Value::as_str);
    let fits = match &spec.kind {
        OptKind::Text { min, max } => as_text.is_some_and(|text| {
            let length = text.chars().count();
            (usize::from(*min)..=usize::from(*max)).contains(&length)
        }),
        OptKind::Choice(choices) => as_text.is_some_and(|text| choices.iter().any(|choice| choice.value == text)),
        OptKind::Integer { min, max } => value.and_then(whole).is_some_and(|number| (*min..=*max).contains(&number)),
        OptKind::Boolean => value.is_some_and(Value::is_boolean),
        OptKind::User | OptKind::Role | OptKind::Channel => {
            as_text.and_then(ids::parse::<twilight_model::id::marker::GenericMarker>).is_some()
        }
        OptKind::Attachment => as_text.is_some(),
    };
    if fits { Ok(()) } else { Err(Error::Refused(text::unfit_option(lang, spec))) }
}

/// A whole number, also when it is written with a point, as in `5.0`.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        let number = value.as_f64()?;
        let exact = number.fract() == 0.0 && number.abs() <= crate::base::money::MAX as f64;
        exact.then_some(number as i64)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    const AMOUNT: Opt = Opt::integer("amount", |_| "how much", 1, 1_000).required();
    const REASON: Opt = Opt::text("reason", |_| "why", 5);

    fn args(options: Value) -> Result<Args> {
        let options = crate::base::json::FromJson::from_json(&options).unwrap();
        Args::of_command(Lang::En, &[AMOUNT, REASON], options, Data::default())
    }

    #[test]
    fn hostile_options_are_refused_with_a_sentence() {
        for value in
            [json!(0), json!(-1), json!(1001), json!(9_007_199_254_740_992_i64), json!("ten"), json!(1.5), json!(null)]
        {
            let refused = args(json!([{"name": "amount", "value": value}]));
            assert!(matches!(refused, Err(Error::Refused(text)) if text.contains("amount")), "{value}");
        }
        assert!(matches!(args(json!([])), Err(Error::Refused(_))), "required");
        assert!(matches!(
            args(json!([{"name": "amount", "value": 1}, {"name": "x", "value": 1}])),
            Err(Error::Refused(_))
        ));
        assert!(matches!(
            args(json!([{"name": "amount", "value": 1}, {"name": "reason", "value": "123456"}])),
            Err(Error::Refused(_))
        ));
    }

    #[test]
    fn fitting_options_are_read() {
        let args = args(json!([{"name": "amount", "value": 5.0}, {"name": "reason", "value": "äöüßé"}])).unwrap();
        assert_eq!((args.integer("amount"), args.text("reason")), (Some(5), Some("äöüßé")));
        assert_eq!(args.integer("other"), None);
    }
}
