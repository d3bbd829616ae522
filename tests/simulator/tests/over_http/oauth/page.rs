//! The page on which people decide.

use simulator::Id;

use crate::oauth::{BACK, Fields, asked, param, url, with, world};
use crate::world::World;

struct Page {
    status: u16,
    location: Option<String>,
    html: String,
}

async fn browse(world: &World, fields: &Fields<'_>, decision: Option<&str>, origin: Option<&str>) -> Page {
    let client = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let mut request = match decision {
        Some(decision) => client.post(url(world, fields)).body(format!("decision={decision}")),
        None => client.get(url(world, fields)),
    };
    if let Some(origin) = origin {
        request = request.header("origin", origin);
    }
    let response = request.send().await.unwrap();
    let location = response.headers().get("location").map(|to| to.to_str().unwrap().to_owned());
    Page { status: response.status().as_u16(), location, html: response.text().await.unwrap() }
}

fn signed_in(world: &World, scope: &str, user: Id) -> Fields<'static> {
    with(asked(world, scope), "as", &user.to_string())
}

#[tokio::test]
async fn it_asks_who_one_is_and_what_one_allows() {
    let world = world().await;
    world.sim.state(|state| state.users.get_mut(&world.ben).unwrap().global_name = Some("<Ben> & co".into()));
    let who = browse(&world, &asked(&world, "identify guilds"), None, None).await;
    assert_eq!((who.status, who.location), (200, None));
    assert!(who.html.contains("<html lang=\"en\">") && who.html.contains(">Ada</a>"), "{}", who.html);
    assert!(who.html.contains("&lt;Ben&gt; &amp; co") && !who.html.contains("Guildhall</a>"), "{}", who.html);
    assert!(!who.html.contains("Authorize</button>") && who.html.contains("Cancel</button>"));
    let ada = browse(&world, &signed_in(&world, "identify guilds", world.ada), None, None).await;
    assert!(ada.html.contains("Signed in as Ada") && ada.html.contains("Authorize</button>"), "{}", ada.html);
    assert!(ada.html.contains("Know what servers you're in") && !ada.html.contains("member info"), "{}", ada.html);
}

#[tokio::test]
async fn its_links_and_forms_carry_the_whole_request() {
    let world = world().await;
    let who = browse(&world, &asked(&world, "identify"), None, None).await;
    let at = who.html.find(&format!("as={}", world.ada)).unwrap();
    let link = &who.html[who.html[..at].rfind("href=\"").unwrap() + 6..];
    let link = link[..link.find('"').unwrap()].replace("&amp;", "&");
    assert!(world.sim.authorize(world.ada, &link).is_ok(), "{link}");
}

#[tokio::test]
async fn buttons_send_back() {
    let world = world().await;
    let fields = signed_in(&world, "identify", world.ada);
    let allowed = browse(&world, &fields, Some("authorize"), Some(&world.sim.origin())).await;
    assert_eq!(allowed.status, 302);
    assert!(allowed.location.unwrap().starts_with(&format!("{BACK}?code=")));
    let denied = browse(&world, &asked(&world, "identify"), Some("cancel"), None).await;
    assert_eq!((denied.status, param(&denied.location.unwrap(), "error").as_deref()), (302, Some("access_denied")));
    let nobody = browse(&world, &asked(&world, "identify"), Some("authorize"), None).await;
    assert_eq!((nobody.status, nobody.location), (400, None));
}

#[tokio::test]
async fn other_sites_do_not_press_them() {
    let world = world().await;
    let fields = signed_in(&world, "identify", world.ada);
    let forged = browse(&world, &fields, Some("authorize"), Some("https://elsewhere.example")).await;
    assert_eq!((forged.status, forged.location), (403, None));
}

#[tokio::test]
async fn mistakes_show_there_or_go_back() {
    let world = world().await;
    for decision in [None, Some("authorize")] {
        let fields = with(signed_in(&world, "identify", world.ada), "redirect_uri", "https://elsewhere.example");
        let wrong = browse(&world, &fields, decision, None).await;
        assert_eq!((wrong.status, wrong.location), (400, None));
        assert!(wrong.html.contains("Invalid OAuth2 redirect_uri"), "{}", wrong.html);
        let back = browse(&world, &signed_in(&world, "everything", world.ada), decision, None).await;
        assert_eq!((back.status, param(&back.location.unwrap(), "error").as_deref()), (302, Some("invalid_scope")));
    }
}

#[tokio::test]
async fn who_has_consented_is_not_asked_again_when_the_prompt_is_none() {
    let world = world().await;
    let silent = |scope| with(signed_in(&world, scope, world.ada), "prompt", "none");
    let status = async |fields: Fields<'_>| browse(&world, &fields, None, None).await.status;
    assert_eq!(status(silent("identify")).await, 200, "the first time everybody is asked");
    world.sim.authorize(world.ada, &url(&world, &asked(&world, "identify"))).unwrap();
    let again = browse(&world, &silent("identify"), None, None).await;
    assert_eq!(again.status, 302);
    assert!(param(&again.location.unwrap(), "code").is_some());
    assert_eq!(status(silent("identify guilds")).await, 200, "not all of it was allowed");
    assert_eq!(status(with(silent("identify"), "as", &world.ben.to_string())).await, 200, "Ben was not asked");
    assert_eq!(status(with(silent("identify"), "prompt", "consent")).await, 200);
    assert_eq!(status(with(silent("identify"), "prompt", "")).await, 200);
    world.sim.deauthorize(world.ada);
    assert_eq!(status(silent("identify")).await, 200);
}
