//! Every page and every form of the features' list, asked for by everybody: who may, who may not, and at what cost.

use guildhall::{app::Level, features::FEATURES};
use simulator::{Id, permission};

use super::{
    counting::operates,
    pages::{at, max},
};
use crate::{
    verification::gated,
    world::{Browser, World, story},
};

/// What none but moderators may read.
const SECRET: &str = "a secret of moderators";
/// Bytes of a page, and round trips to the database that it may take.
const HEAVIEST: usize = 100_000;
const TRIPS: u64 = 2;

/// A page or a form of the list, below a guild, with samples for what differs.
struct Place {
    below: String,
    level: Level,
    is_form: bool,
    /// Whether it names something that is a guild's own.
    names: bool,
}

/// Something of what a page may name: a case with its appeal, an alert, a raid.
struct Lived {
    alert: String,
    ben: Id,
}

impl Lived {
    async fn of(world: &World) -> Lived {
        gated(world).await;
        max(world).runs(&format!("/warn user:@ben reason:{SECRET}")).await;
        let (address, outside) = (crate::appeals::address(world, "ben"), world.browser());
        let page = outside.opens(&address).await;
        outside.fills(&page, &address, &[("text", SECRET)]).await.is(200);
        let form = max(world).picks_on("Flag user", world.id("ben")).await;
        max(world).fills(&form, &[("why", SECRET)]).await;
        let alert =
            world.db("SELECT id FROM verifications", &[]).await[0]["id"].as_str().unwrap_or_default().to_owned();
        let raid = "INSERT INTO raids (guild, id, started_at, last_at) VALUES (?1, '1', 1, 1)";
        world.db(raid, &[world.guild.to_string().into()]).await;
        Lived { alert, ben: world.id("ben") }
    }

    fn sample(&self, name: &str) -> String {
        match name {
            "key" => "none".to_owned(),
            "case" | "squad" | "raid" => "1".to_owned(),
            "user" => self.ben.to_string(),
            "alert" => self.alert.clone(),
            "slug" => "rules".to_owned(),
            other => panic!("{other}: give this parameter a sample value here"),
        }
    }

    fn places(&self) -> Vec<Place> {
        let pages = FEATURES.iter().flat_map(|feature| feature.pages);
        pages
            .flat_map(|page| {
                let name = |part: &'static str| part.strip_prefix('{').and_then(|part| part.strip_suffix('}'));
                let parts =
                    page.path.split('/').map(|part| name(part).map_or(part.to_owned(), |name| self.sample(name)));
                let below = parts.collect::<Vec<_>>().join("/");
                let names = page.path.split('/').filter_map(name).any(|name| name != "user");
                let base = below.trim_end_matches('/').to_owned();
                let forms = page.forms.iter().map(move |form| Place {
                    below: format!("{base}/{}", form.name),
                    level: form.level.max(page.level),
                    is_form: true,
                    names,
                });
                std::iter::once(Place { below, level: page.level, is_form: false, names }).chain(forms)
            })
            .collect()
    }
}

/// A second server with the bot in it.
fn harbour(world: &World, owner: Id) -> Id {
    world.sim.state(|s| {
        let harbour = s.add_guild("Harbour", owner);
        s.add_bot_to(harbour, permission::VIEW_CHANNEL);
        harbour
    })
}

async fn asks(browser: &Browser, mark: &str, place: &Place, path: &str) -> crate::world::Shown {
    match place.is_form {
        false => browser.opens(path).await,
        true => browser.sends(path, &[("mark", mark)]).await,
    }
}

#[test]
fn no_place_opens_to_whom_it_is_not_for() {
    story(async |world| {
        let lived = Lived::of(&world).await;
        operates(&world, "cleo");
        let other = harbour(&world, world.id("olive"));
        let out = world.browser();
        let circles = [("ada", Level::Member), ("max", Level::Moderator), ("olive", Level::Admin)];
        let mut people = Vec::new();
        for (name, level) in circles {
            let browser = world.signed_in(name).await;
            let mark = browser.opens(&at(&world, "/")).await.mark("/logout");
            people.push((browser, mark, level));
        }
        for place in lived.places() {
            let (path, elsewhere) = (at(&world, &place.below), format!("/g/{other}{}", place.below));
            let mark = people[0].1.as_str();
            asks(&out, mark, &place, &path).await.is(401).hides(SECRET);
            for (browser, mark, level) in &people {
                // What a link of one server let in sees nothing of another, not even who owns it.
                asks(browser, mark, &place, &elsewhere).await.is(404).hides("Harbour");
                if *level < place.level {
                    asks(browser, mark, &place, &path).await.is(403).hides(SECRET);
                }
            }
        }
        let cases = world.db("SELECT number FROM cases", &[]).await;
        assert_eq!(cases.len(), 2, "nobody who may not has done anything: {cases:?}");
        world.read_all();
    });
}

#[test]
fn what_belongs_to_one_server_is_not_found_in_another() {
    story(async |world| {
        let lived = Lived::of(&world).await;
        world.registers_sign_in();
        // Signed in with Discord, so that no link binds them: they own the other server, and are nobody in this one.
        let nova = world.newcomer("nova");
        let other = harbour(&world, nova.id);
        let browser = world.browser();
        let led = browser.opens("/login").await;
        let back = world.sim.authorize(nova.id, &led.path).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        browser.opens(&back[back.find("/login/callback").unwrap_or_default()..]).await.is(200);
        let home = browser.opens(&format!("/g/{other}/")).await;
        let mark = home.is(200).mark("/logout");
        for place in lived.places().into_iter().filter(|place| place.names) {
            let shown = asks(&browser, &mark, &place, &format!("/g/{other}{}", place.below)).await;
            shown.hides(SECRET);
            // What operators alone may see is refused before it is looked for.
            let wanted: &[u16] = if place.level == Level::Operator { &[403] } else { &[404, 422] };
            assert!(wanted.contains(&shown.status), "{}: {} {}", place.below, shown.status, shown.text());
        }
        let kept = world.db("SELECT resolution FROM cases WHERE number = 1", &[]).await;
        assert_eq!(kept[0]["resolution"], "open");
        assert_eq!(world.db("SELECT status FROM verifications", &[]).await[0]["status"], "pending");
        assert!(world.db("SELECT verdict FROM appeals", &[]).await[0]["verdict"].is_null());
        world.read_all();
    });
}

#[test]
fn every_page_is_light_and_asks_the_database_twice_at_most() {
    story(async |world| {
        let lived = Lived::of(&world).await;
        operates(&world, "cleo");
        let cleo = world.signed_in("cleo").await;
        // What Discord says of her is known from here on.
        cleo.opens(&at(&world, "/links")).await.is(200);
        let words = |part: &str| part.len() < 24 && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
        for place in lived.places().into_iter().filter(|place| !place.is_form) {
            let path = at(&world, &place.below);
            let shown = cleo.opens(&path).await;
            assert!([200, 404].contains(&shown.status), "{path}: {}", shown.status);
            assert!(shown.html.len() < HEAVIEST, "{path}: {} bytes", shown.html.len());
            let parts = path.split('/').filter(|part| !part.is_empty());
            let shown_as: Vec<_> = parts.map(|part| if words(part) { part } else { "*" }).collect();
            let end = world.page_end(&format!("GET /{}", shown_as.join("/"))).await;
            assert!(end.trips <= TRIPS, "{path} takes {} round trips", end.trips);
        }
        world.read_all();
    });
}
