//! Is an act politics: who takes part in it, and does it leave the house?
//!
//! In: a draft. Out: yes or no. «كرّمت الوزارة ضباط الدفاع المدني» is a state and its own servants; «دعت المعارضة أنصارها إلى التظاهر» is politics at
//! home.

use super::draft::Draft;
use super::scene::Scene;
use crate::actor::Who;
use crate::coded::{By, Role};
use crate::pack::EventType;

/// Whether an act stays inside one state where such acts are no politics: ministries among themselves, and what a state with its police, army and courts
/// does for its own citizens, or they for it («حرس الحدود ينقذ طفلا»). What they demand of each other is politics, what parties, parliaments, rebels
/// and the opposition do, and what eases repression.
fn is_domestic(draft: &Draft<'_>, event_type: &EventType) -> bool {
    if event_type.at_home || draft.source.is_empty() || draft.target.is_empty() {
        return false;
    }
    let country = draft.source[0].country.filter(|code| code.len() == 3);
    let mut parties = draft.source.iter().chain(&draft.target);
    let served = [Role::Mil, Role::Cop, Role::Jud, Role::Cvl, Role::Bus, Role::Edu, Role::Rel, Role::Lab, Role::Med];
    let own = |who: &Who<'_>| who.role == Some(Role::Gov) || event_type.quad <= 2 && who.role.is_some_and(|role| served.contains(&role));
    country.is_some() && parties.all(|who| who.country == country && own(who))
}

/// Whether a public actor takes part whose country the words tell, or a party, opposition or armed group of the article's own. What
/// citizens, firms and officials of one country say to each other is no political act; violence and repression always are.
pub(super) fn is_public(draft: &Draft<'_>, scene: &Scene<'_, '_>) -> bool {
    let event_type = &scene.lang.tables.event_types[scene.lang.tables.frames[draft.frame as usize].event_type as usize];
    let private = |role: Option<Role>| matches!(role, Some(Role::Cvl | Role::Bus | Role::Med | Role::Edu | Role::Lab | Role::Rel));
    let political =
        |role: Option<Role>| matches!(role, Some(Role::Pty | Role::Opp | Role::Reb | Role::Leg | Role::Jud | Role::Mil | Role::Spy));
    let organisation = |who: &Who<'_>| who.country.is_some_and(|code| code.len() != 3);
    let mut parties = draft.source.iter().chain(&draft.target);
    // Where the article has no country of its own, what is supposed is the one that it tells most.
    let told = |who: &Who<'_>| !who.assumed || scene.document.home.is_none();
    // «الإفراج عن عشرات المعتقلين»: nobody but an authority eases repression.
    let eased = event_type.at_home
        && event_type.quad == 1
        && draft.source.iter().all(|who| who.by == By::Context)
        && draft.target.iter().any(Who::is_known);
    event_type.quad == 4
        || eased
        || !is_domestic(draft, event_type)
            && parties.any(|who| political(who.role) || organisation(who) || who.country.is_some() && told(who) && !private(who.role))
}
