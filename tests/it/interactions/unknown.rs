//! What nobody knows is answered with a sentence that says what to do, in the member's language.

use expect_test::{Expect, expect};
use serde_json::{Value, json};
use simulator::{Interaction, Kind};

use super::answered;
use crate::world::{Actor, story};

/// The sentence in each language, and that it is for the one who asked.
async fn says(actor: &Actor, kind: Kind, expected: Expect) {
    let mut lines = Vec::new();
    for locale in ["en-US", "de", "es-ES", "es-419", "ja"] {
        let said = actor.speaking(locale).does(kind.clone()).await;
        assert_eq!(said.end.outcome, "refused", "{locale}");
        assert_eq!(said.trips().0, 0, "{locale}: nothing to look up");
        let text = answered(&actor.world, &said.exchange);
        let text = text.strip_prefix("(ephemeral) ").unwrap_or_else(|| panic!("others can read it: {text}")).to_owned();
        match locale {
            "es-419" => assert_eq!(Some(&text), lines.last(), "Spanish is Spanish"),
            "ja" => assert_eq!(Some(&text), lines.first(), "English where there is no translation"),
            _ => lines.push(text),
        }
    }
    expected.assert_eq(&lines.join("\n"));
}

fn command(data: Value) -> Kind {
    Kind::CommandData(data)
}

fn press(custom_id: &str) -> Kind {
    Kind::Raw { kind: 3, data: json!({"custom_id": custom_id, "component_type": 2}), message: None }
}

#[test]
fn unknown_commands() {
    story(async |world| {
        let ada = world.actor("ada");
        says(
            &ada,
            command(json!({"id": "1", "name": "dance", "type": 1})),
            expect![[r#"
            I don't know this command. If it is new, it may take a minute to arrive; `/help` lists what there is.
            Diesen Befehl kenne ich nicht. Ist er neu, kann es eine Minute dauern; `/help` zeigt, was es gibt.
            No conozco este comando. Si es nuevo, puede tardar un minuto en llegar; `/help` muestra los que hay."#]],
        )
        .await;
        let none = expect![[r#"
            I don't know this command. If it is new, it may take a minute to arrive; `/help` lists what there is.
            Diesen Befehl kenne ich nicht. Ist er neu, kann es eine Minute dauern; `/help` zeigt, was es gibt.
            No conozco este comando. Si es nuevo, puede tardar un minuto en llegar; `/help` muestra los que hay."#]];
        says(
            &ada,
            command(json!({"id": "1", "name": "bytes", "type": 1, "options": [{"name": "burn", "type": 1}]})),
            none,
        )
        .await;
        // Neither the group's name alone nor a name without its subcommand is a command.
        for data in [
            json!({"id": "1", "name": "bytes", "type": 1}),
            json!({"id": "1", "name": "bytes", "type": 1, "options": [{"name": "read", "type": 2, "options": [{"name": "burn", "type": 1}]}, {"name": "x"}]}),
            json!({"id": "1", "name": "bytes-admin", "type": 1, "options": [{"name": "reward", "type": 2, "options": []}]}),
            json!({"id": "1", "name": "ping", "type": 2}),
            json!({"id": "1", "name": "ping", "type": 3}),
            json!({"id": "1", "name": "", "type": 1}),
            json!({"id": "1", "name": "PING", "type": 1}),
        ] {
            let said = ada.sends(data.clone()).await;
            let text = answered(&world, &said.exchange);
            assert!(text.starts_with("(ephemeral) I don't know this command."), "{data}: {text}");
        }
    });
}

#[test]
fn unknown_controls() {
    story(async |world| {
        let ada = world.actor("ada");
        says(
            &ada,
            press("never-ours"),
            expect![[r#"
            This control has expired. Please run the command again.
            Dieses Bedienelement ist abgelaufen. Bitte gib den Befehl erneut ein.
            Este control ha caducado. Ejecuta el comando de nuevo."#]],
        )
        .await;
        let long = "v1:bytes:heap:".to_owned() + &":".repeat(86);
        let hostile = [
            "",
            "v1",
            "v1:",
            "v1::",
            "v2:bytes:heap:1",
            "V1:bytes:heap:1",
            "v1:bytes:nothing",
            "v1:nothing:heap",
            &long,
        ];
        let more = [
            "v1:bytes:heap:%",
            "v1:bytes:show:1'; DROP TABLE ledger; --",
            "v1:bytes:show:0",
            "v1:bytes:heap:9999:1:1:1",
            "v1:bytes:show",
        ];
        for custom_id in hostile.into_iter().chain(more) {
            for kind in [3, 5] {
                let said = ada
                    .sends_raw(kind, json!({"custom_id": custom_id, "component_type": 2, "components": []}), None)
                    .await;
                let text = answered(&world, &said.exchange);
                assert_eq!(
                    text, "(ephemeral) This control has expired. Please run the command again.",
                    "{custom_id:?} as {kind}"
                );
            }
        }
    });
}

#[test]
fn unknown_and_unfit_options() {
    story(async |world| {
        let ada = world.actor("ada");
        let read = |options: Value| {
            command(
                json!({"id": "1", "name": "bytes", "type": 1, "options": [{"name": "read", "type": 1, "options": options}]}),
            )
        };
        let send = |options: Value| {
            command(
                json!({"id": "1", "name": "bytes", "type": 1, "options": [{"name": "send", "type": 1, "options": options}]}),
            )
        };
        let ben = world.id("ben").to_string();
        says(
            &ada,
            read(json!([{"name": "shoe_size", "type": 4, "value": 43}])),
            expect![[r#"
            I don't know the option *shoe\_size*. Please pick the command again from the list.
            Die Option *shoe\_size* kenne ich nicht. Bitte wähle den Befehl erneut aus der Liste.
            No conozco la opción *shoe\_size*. Elige el comando de nuevo en la lista."#]],
        )
        .await;
        says(
            &ada,
            read(json!([{"name": "@everyone **x**", "type": 4, "value": 43}])),
            expect![[r#"
            I don't know the option *\@everyone \*\*x\*\**. Please pick the command again from the list.
            Die Option *\@everyone \*\*x\*\** kenne ich nicht. Bitte wähle den Befehl erneut aus der Liste.
            No conozco la opción *\@everyone \*\*x\*\**. Elige el comando de nuevo en la lista."#]],
        )
        .await;
        says(
            &ada,
            send(json!([{"name": "amount", "type": 4, "value": 5}])),
            expect![[r#"
            The option *user* is needed. Please fill it in.
            Die Option *user* wird gebraucht. Bitte fülle sie aus.
            Falta la opción *user*. Complétala."#]],
        )
        .await;
        says(
            &ada,
            send(json!([{"name": "user", "type": 6, "value": ben}, {"name": "amount", "type": 4, "value": 0}])),
            expect![[r#"
            *amount* must be a whole number from 1 to 9,007,199,254,740,991.
            *amount* muss eine ganze Zahl von 1 bis 9.007.199.254.740.991 sein.
            *amount* debe ser un número entero de 1 a 9.007.199.254.740.991."#]],
        )
        .await;
        says(
            &ada,
            read(json!([{"name": "user", "type": 6, "value": "everyone"}])),
            expect![[r#"
            *user* must name a person.
            *user* muss eine Person nennen.
            *user* debe nombrar a una persona."#]],
        )
        .await;
    });
}

/// A DM has no guild: `member` is missing and `user` stands in its place.
#[test]
fn direct_messages() {
    story(async |world| {
        let ada = world.id("ada");
        let channel = world.sim.state(|s| s.open_dm(ada));
        let mut lines = Vec::new();
        for (locale, data) in ["en-US", "de", "es-ES"].into_iter().flat_map(|locale| {
            let slash = json!({"id": "1", "name": "bytes", "type": 1, "options": [{"name": "read", "type": 1}]});
            [(locale, slash), (locale, json!({"custom_id": "v1:bytes:show:1", "component_type": 2}))]
        }) {
            let kind = if data["custom_id"].is_null() { 2 } else { 3 };
            let kind = Kind::Raw { kind, data, message: None };
            let locale = Some(locale.to_owned());
            let exchange =
                world.sim.interact(Interaction { guild: None, channel, user: ada, locale, kind, id: None }).await;
            assert!(exchange.wrong.is_empty(), "{:?}", exchange.wrong);
            let end = world.ended(&exchange.id.to_string(), 1).await;
            assert_eq!((end.outcome.as_str(), end.trips), ("refused", 0));
            lines.push(answered(&world, &exchange));
        }
        expect![[r#"
            (ephemeral) This works only in a server, not in direct messages.
            (ephemeral) This works only in a server, not in direct messages.
            (ephemeral) Das geht nur auf einem Server, nicht in Direktnachrichten.
            (ephemeral) Das geht nur auf einem Server, nicht in Direktnachrichten.
            (ephemeral) Esto solo funciona en un servidor, no en mensajes directos.
            (ephemeral) Esto solo funciona en un servidor, no en mensajes directos."#]]
        .assert_eq(&lines.join("\n"));
    });
}
