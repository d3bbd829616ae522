//! Whatever comes in, nothing panics; what was written is read again.

use guildhall::{
    base::{
        address,
        config::Config,
        config::hex_bytes,
        ids,
        json::{self, FromJson},
        lang::Lang,
        time::Zone,
        time::zones_matching,
        words,
    },
    discord::{
        custom_id,
        interaction::{Head, Interaction},
        verify, webhook_event,
    },
};
use proptest::{collection::vec, prelude::*, sample::select};
use serde_json::{Map, Value};
use twilight_model::id::{Id, marker::UserMarker};

/// Names that an interaction knows, so that random JSON reaches its fields, and one it does not.
const KEYS: &[&str] = &[
    "id",
    "type",
    "token",
    "guild_id",
    "channel_id",
    "member",
    "user",
    "locale",
    "app_permissions",
    "data",
    "message",
    "name",
    "options",
    "value",
    "focused",
    "resolved",
    "users",
    "members",
    "roles",
    "attachments",
    "custom_id",
    "values",
    "components",
    "component",
    "flags",
    "permissions",
    "joined_at",
    "username",
    "bot",
    "position",
    "url",
    "size",
    "filename",
    "event",
    "timestamp",
    "integration_type",
    "guild",
    "other",
];

fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (0_u64..6).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        any::<u64>().prop_map(|id| Value::from(id.to_string())),
    ];
    leaf.prop_recursive(6, 64, 6, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..6).prop_map(Value::from),
            vec((select(KEYS), inner), 0..6).prop_map(|fields| Value::Object(
                fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
            )),
        ]
    })
}

/// JSON that has what an interaction must have.
fn interaction() -> impl Strategy<Value = Value> {
    (1_u64.., 1_u64..7, vec((select(KEYS), json()), 0..8)).prop_map(|(id, kind, fields)| {
        let mut object: Map<String, Value> = fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
        object.insert("id".to_owned(), Value::from(id.to_string()));
        object.insert("type".to_owned(), Value::from(kind));
        Value::Object(object)
    })
}

fn read(body: &[u8]) {
    let Some(value) = std::str::from_utf8(body).ok().and_then(|text| json::value(text).ok()) else { return };
    let _ = (Head(&value).kind(), Head(&value).id());
    match Interaction::from_json(&value) {
        Ok(read) => {
            let _ =
                (read.time(), read.actor(), read.data.field("x"), read.member.as_ref().map(|member| member.joined()));
        }
        Err(fault) => assert!(fault.path().chars().count() <= 16 * 48, "{fault}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_as_an_interaction(body in vec(any::<u8>(), 0..400)) {
        read(&body);
    }

    #[test]
    fn any_json_as_an_interaction(value in json(), cut in any::<prop::sample::Index>()) {
        let body = value.to_string().into_bytes();
        read(&body);
        read(&body[..cut.index(body.len() + 1)]);
    }

    #[test]
    fn anything_in_an_interaction(value in interaction()) {
        let body = value.to_string();
        let parsed = json::value(&body).expect("what was written is JSON");
        let head = Head(&parsed);
        prop_assert_eq!(Some(head.kind()), value["type"].as_u64());
        prop_assert_eq!(head.id().map(|id| id.to_string()), value["id"].as_str().map(str::to_owned));
        read(body.as_bytes());
    }

    #[test]
    fn any_json_as_an_event(value in json(), bytes in vec(any::<u8>(), 0..60)) {
        let _ = (webhook_event::installed(value.to_string().as_bytes()), webhook_event::installed(&bytes));
    }

    #[test]
    fn anything_in_an_event(data in json(), timestamp in ".{0,12}|2024-10-18T14:42:5[0-9].0{0,9}[Z+0-9:]{0,6}") {
        let event = serde_json::json!({"type": 1, "event": {"type": "APPLICATION_AUTHORIZED", "timestamp": timestamp, "data": data}});
        let _ = webhook_event::installed(event.to_string().as_bytes());
    }

    #[test]
    fn any_signature_header(header in ".{0,140}", bytes in vec(any::<u8>(), 64)) {
        if let Some(signature) = verify::signature(&header) {
            prop_assert!(header.len() == 128 && header.bytes().all(|b| b.is_ascii_hexdigit()), "{signature:?} from {header:?}");
        }
        let hex: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        prop_assert_eq!(verify::signature(&hex).map(Vec::from), Some(bytes));
    }

    #[test]
    fn any_key_and_signature(key in any::<[u8; 32]>(), signature in vec(any::<u8>(), 64), body in vec(any::<u8>(), 0..64)) {
        let signature: [u8; 64] = signature.try_into().expect("64 bytes");
        prop_assert!(!verify::verify(&key, &body, &signature));
        let _ = verify::is_usable_key(&key);
    }

    #[test]
    fn controls_are_read_as_they_were_written(feature in "[a-z-]{1,12}", action in "[a-z-]{1,12}", args in vec("[^\0]{0,8}", 0..6)) {
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        let grown = |arg: &str| arg.chars().map(|c| if matches!(c, ':' | '%') { 3 } else { 1 }).sum::<usize>() + 1;
        let length = 4 + feature.len() + action.len() + args.iter().map(|arg| grown(arg)).sum::<usize>();
        prop_assume!(length <= custom_id::MAX_LENGTH);
        let written = custom_id::encode(&feature, &action, &args);
        prop_assert_eq!(written.chars().count(), length);
        let read = custom_id::decode(&written).expect("it is ours");
        prop_assert_eq!((read.feature, read.action), (feature, action));
        prop_assert_eq!(read.args, args);
    }

    #[test]
    fn any_text_as_a_control(text in "(v1:)?[ -~é]{0,40}(:[%:3A25z]{0,20})?") {
        if let Some(control) = custom_id::decode(&text) {
            // What is taken for ours would be written the same way.
            let args: Vec<&str> = control.args.iter().map(String::as_str).collect();
            if text.chars().count() <= custom_id::MAX_LENGTH {
                prop_assert_eq!(custom_id::encode(&control.feature, &control.action, &args), text);
            }
        }
    }

    #[test]
    fn any_text_as_an_id(text in "[0-9 +-]{0,22}") {
        if let Some(id) = ids::parse::<UserMarker>(&text) {
            prop_assert_eq!(text.trim_start_matches('0'), id.to_string());
        }
        let _ = ids::time_of(Id::<UserMarker>::new(u64::MAX));
    }

    #[test]
    fn any_text_as_a_zone(text in prop_oneof![".{0,20}", "(UTC)?[+-]?[0-9]{0,3}(:[0-9]{0,3})?", "[A-Za-z]{2,8}/[A-Za-z_]{2,10}"]) {
        if let Some(zone) = Zone::parse(&text) {
            prop_assert_eq!(Zone::parse(zone.name()), Some(zone), "its own name is read");
        }
        prop_assert!(zones_matching(&text, 25).len() <= 25);
    }

    #[test]
    fn any_text_as_variables(value in ".{0,80}", key in "[0-9a-fA-F]{60,68}") {
        for given in [&value, &key] {
            let config = Config::read(|_| Some(given.clone()));
            prop_assert_eq!(config.public_key, hex_bytes(given.trim()));
        }
    }

    #[test]
    fn any_text_as_an_address(text in prop_oneof![".{0,60}", "https?://[a-z0-9.:@\\[\\]%-]{0,30}(/.{0,10})?"]) {
        if let Ok(url) = address::public(&text, "own.example", &[]) {
            prop_assert!(url.domain().is_some_and(|host| host.contains('.') && host != "own.example"), "{url}");
        }
    }

    #[test]
    fn any_text_is_made_inert(text in ".{0,80}") {
        let quoted = words::quoted(&text);
        let mut rest = quoted.chars();
        while let Some(c) = rest.next() {
            prop_assert!(!"*_~`|<>#[]()@\n".contains(c), "{c:?} stands bare in {quoted}");
            if c == '\\' {
                rest.next();
            }
        }
        let plain = words::plain(&text);
        prop_assert_eq!(words::plain(&plain), plain.clone(), "once is enough");
        prop_assert!(words::shortened(&text, 10).chars().count() <= 10);
        let _ = Lang::of_locale(&text);
    }
}
