//! Short ways to make embeds and components; their types are `twilight-model`'s.

use twilight_model::channel::{
    ChannelType,
    message::{
        component::{
            ActionRow, Button, ButtonStyle, Component, Label, SelectDefaultValue, SelectMenu, SelectMenuOption,
            SelectMenuType, TextInput, TextInputStyle,
        },
        embed::{Embed, EmbedField, EmbedFooter},
    },
};

use super::limits;
use crate::base::words;

/// The colour of Guildhall's embeds.
pub const BRASS: u32 = 0xB5_8A_3C;
/// Something needs attention.
pub const AMBER: u32 = 0xD9_7A_1E;
/// All is well.
pub const GREEN: u32 = 0x3C_8D_5A;

pub fn embed(title: impl Into<String>) -> Embed {
    Embed {
        author: None,
        color: Some(BRASS),
        description: None,
        fields: Vec::new(),
        flags: None,
        footer: None,
        image: None,
        kind: "rich".to_owned(),
        provider: None,
        thumbnail: None,
        timestamp: None,
        title: Some(title.into()),
        url: None,
        video: None,
    }
}

/// What one adds to an embed, in the order in which it is read.
pub trait EmbedExt {
    fn text(self, description: impl Into<String>) -> Self;
    fn field(self, name: impl Into<String>, value: impl Into<String>) -> Self;
    fn inline(self, name: impl Into<String>, value: impl Into<String>) -> Self;
    fn footer(self, text: impl Into<String>) -> Self;
    fn colored(self, color: u32) -> Self;
}

impl EmbedExt for Embed {
    fn text(mut self, description: impl Into<String>) -> Self {
        self.description = Some(words::shortened(&description.into(), limits::EMBED_DESCRIPTION));
        self
    }
    fn field(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.push(field(name.into(), &value.into(), false));
        self
    }
    fn inline(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.fields.push(field(name.into(), &value.into(), true));
        self
    }
    fn footer(mut self, text: impl Into<String>) -> Self {
        self.footer = Some(EmbedFooter { icon_url: None, proxy_icon_url: None, text: text.into() });
        self
    }
    fn colored(mut self, color: u32) -> Self {
        self.color = Some(color);
        self
    }
}

fn field(name: String, value: &str, inline: bool) -> EmbedField {
    // Discord refuses empty values.
    let value = if value.is_empty() { "–".to_owned() } else { words::shortened(value, limits::FIELD_VALUE) };
    EmbedField { inline, name, value }
}

pub fn row(components: Vec<Component>) -> Component {
    Component::ActionRow(ActionRow { components, id: None })
}

pub fn button(style: ButtonStyle, label: impl Into<String>, custom_id: String) -> Component {
    Component::Button(Button {
        custom_id: Some(custom_id),
        disabled: false,
        emoji: None,
        id: None,
        label: Some(words::shortened(&label.into(), 80)),
        sku_id: None,
        style,
        url: None,
    })
}

pub fn link(label: impl Into<String>, url: impl Into<String>) -> Component {
    let Component::Button(mut button) = button(ButtonStyle::Link, label, String::new()) else { unreachable!() };
    button.custom_id = None;
    button.url = Some(url.into());
    Component::Button(button)
}

pub trait ComponentExt {
    /// Greyed out when `off`.
    fn disabled(self, off: bool) -> Self;
}

impl ComponentExt for Component {
    fn disabled(mut self, off: bool) -> Self {
        match &mut self {
            Component::Button(button) => button.disabled = off,
            Component::SelectMenu(menu) => menu.disabled = off,
            _ => {}
        }
        self
    }
}

/// A menu of texts: value, label, whether chosen already. At most 25, labels at most 100 characters.
pub fn select(custom_id: String, placeholder: &str, options: Vec<(String, String, bool)>) -> Component {
    let options = options.into_iter().take(limits::CHOICES).map(|(value, label, default)| SelectMenuOption {
        default,
        description: None,
        emoji: None,
        label: words::shortened(&label, limits::LABEL),
        value,
    });
    menu(custom_id, SelectMenuType::Text, placeholder, Some(options.collect()), None, None)
}

/// As [`select`], where at least one and as many as one likes are chosen.
pub fn select_many(custom_id: String, placeholder: &str, options: Vec<(String, String, bool)>) -> Component {
    let mut component = select(custom_id, placeholder, options);
    if let Component::SelectMenu(menu) = &mut component {
        menu.max_values = menu.options.as_ref().map(|options| options.len() as u8);
    }
    component
}

/// A menu of the guild's text channels.
pub fn channel_select(custom_id: String, placeholder: &str, chosen: Option<SelectDefaultValue>) -> Component {
    let types = vec![ChannelType::GuildText, ChannelType::GuildAnnouncement];
    menu(custom_id, SelectMenuType::Channel, placeholder, None, chosen, Some(types))
}

/// A menu of the guild's roles; none may be chosen, which clears the choice.
pub fn role_select(custom_id: String, placeholder: &str, chosen: Option<SelectDefaultValue>) -> Component {
    menu(custom_id, SelectMenuType::Role, placeholder, None, chosen, None)
}

fn menu(
    custom_id: String,
    kind: SelectMenuType,
    placeholder: &str,
    options: Option<Vec<SelectMenuOption>>,
    chosen: Option<SelectDefaultValue>,
    channel_types: Option<Vec<ChannelType>>,
) -> Component {
    let may_be_empty = kind != SelectMenuType::Text;
    Component::SelectMenu(SelectMenu {
        channel_types,
        custom_id,
        default_values: chosen.map(|value| vec![value]),
        disabled: false,
        id: None,
        kind,
        max_values: Some(1),
        min_values: Some(u8::from(!may_be_empty)),
        options,
        placeholder: Some(words::shortened(placeholder, 150)),
        required: None,
    })
}

/// A labelled text field of a modal.
pub fn text_field(
    custom_id: &str,
    label: &str,
    about: Option<&str>,
    value: Option<&str>,
    max_length: u16,
) -> Component {
    #[expect(deprecated, reason = "the struct has the field that Label replaces")]
    let input = TextInput {
        custom_id: custom_id.to_owned(),
        id: None,
        label: None,
        max_length: Some(max_length),
        min_length: None,
        placeholder: None,
        required: Some(false),
        style: if max_length > 100 { TextInputStyle::Paragraph } else { TextInputStyle::Short },
        value: value.map(str::to_owned),
    };
    Component::Label(Label {
        component: Box::new(Component::TextInput(input)),
        description: about.map(|text| words::shortened(text, 100)),
        id: None,
        label: words::shortened(label, 45),
    })
}
