import { peopleRoutes } from '@linli/shared/people/people.routes'
import { peopleSchemas } from '@linli/shared/people/people.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { PeopleServices } from './roll.module'

export function createPeopleRoutes({
  search,
  cards,
  desk,
  relations,
  tags,
  kin,
  merges,
}: PeopleServices): FeatureRoutes {
  return implement(
    peopleRoutes,
    peopleSchemas,
  )({
    search: ({ actor, query }) => search.search(actor, query),
    counts: ({ actor, query }) => search.counts(actor, query.communityId),
    helpFirst: ({ actor, body }) => search.helpFirst(actor, body),
    tagCatalogue: ({ actor, query }) => tags.catalogue(actor, query.communityId),
    saveTag: ({ actor, body }) => tags.save(actor, body),
    mergePreview: ({ actor, query }) => merges.preview(actor, query.keepId, query.dropId),
    merge: ({ actor, body }) => merges.merge(actor, body),
    undoMerge: ({ actor, params }) => merges.undo(actor, params.id),
    room: ({ actor, params }) => cards.room(actor, params.id),
    changeRelation: ({ actor, params, body }) => relations.change(actor, params.id, body),
    endRelation: ({ actor, params, body }) => relations.end(actor, params.id, body.reason),
    endGuardian: ({ actor, params }) => kin.endGuardian(actor, params.id),
    endDelegate: ({ actor, params }) => kin.endDelegate(actor, params.id),
    create: ({ actor, body }) => desk.create(actor, body),
    get: ({ actor, params }) => cards.card(actor, params.id),
    correct: ({ actor, params, body }) => desk.correct(actor, params.id, body),
    confirmIdentity: ({ actor, params, body }) => desk.confirmIdentity(actor, params.id, body),
    unmask: ({ actor, params, body }) => desk.unmask(actor, params.id, body),
    addRelation: ({ actor, params, body }) => relations.add(actor, params.id, body),
    addTag: ({ actor, params, body }) => tags.add(actor, params.id, body),
    removeTag: ({ actor, params, body }) => tags.remove(actor, params.id, body),
    lookTags: ({ actor, params, body }) => tags.look(actor, params.id, body.purpose),
    addGuardian: ({ actor, params, body }) => kin.addGuardian(actor, params.id, body),
    addDelegate: ({ actor, params, body }) => kin.addDelegate(actor, params.id, body),
  })
}
