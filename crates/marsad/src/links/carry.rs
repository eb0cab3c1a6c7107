//! What one telling of an act has and another lacks: parties, day and place go from one to the other, and are marked.
//!
//! «هاجمت طهران السفينة الاثنين» and later «وأصاب الهجوم السفينة»: the attack is Iran's (`by: context`) and Monday's (`carried`).
//!
//! Words of another sentence are no words of this one: the span of what is carried is that of the claim's own trigger.
//! Nothing is replaced, and nothing is carried to or from an act that is not linked.

use super::telling::{Side, Telling};
use crate::coded::{By, Claim, EventDate, EventPlace, Party, Range};

/// Fills each claim from the other tellings of its act; `first` is each claim's first telling.
pub fn fill(claims: &mut [Claim], tellings: &[Telling<'_>], first: &[usize]) {
    let mut acts: Vec<Vec<usize>> = vec![Vec::new(); claims.len()];
    first.iter().enumerate().for_each(|(at, root)| acts[*root].push(at));
    for act in acts.iter().filter(|act| act.len() > 1) {
        let symmetric = act.iter().all(|at| tellings[*at].symmetric);
        let mut source = first_told(act, |at| told(&claims[at].source, &tellings[at].source));
        let mut target = first_told(act, |at| told(&claims[at].target, &tellings[at].target));
        if symmetric {
            source.append(&mut target);
            target.clone_from(&source);
        }
        let date = act.iter().find_map(|at| claims[*at].date.clone());
        let place = act.iter().find_map(|at| claims[*at].place.clone());
        for at in act {
            let Claim { source: acting, target: towards, trigger, date: when, place: location, .. } = &mut claims[*at];
            add_missing(acting, towards, &source, *trigger);
            add_missing(towards, acting, &target, *trigger);
            if when.is_none() {
                *when = date.clone().map(|date| EventDate { span: *trigger, carried: true, ..date });
            }
            if location.is_none() {
                *location = place.clone().map(|place| EventPlace { span: *trigger, carried: true, ..place });
            }
        }
    }
}

/// What the first of an act's tellings that has any tells.
fn first_told(act: &[usize], parties: impl Fn(usize) -> Vec<Party>) -> Vec<Party> {
    act.iter().map(|at| parties(*at)).find(|parties| !parties.is_empty()).unwrap_or_default()
}

/// The parties of a side that its sentence tells.
fn told(parties: &[Party], sides: &[Side<'_>]) -> Vec<Party> {
    parties.iter().zip(sides).filter(|(_, side)| side.is_told()).map(|(party, _)| party.clone()).collect()
}

/// Adds the parties to a side that has nobody known, except who stands on the other side.
fn add_missing(side: &mut Vec<Party>, other: &[Party], parties: &[Party], trigger: Range) {
    if side.iter().any(is_known) {
        return;
    }
    let new = parties.iter().filter(|party| other.iter().all(|other| other.country != party.country || other.role != party.role));
    side.extend(new.map(|party| Party { span: trigger, by: By::Context, ..party.clone() }));
}

fn is_known(party: &Party) -> bool {
    party.country.is_some() || party.actor.is_some()
}
