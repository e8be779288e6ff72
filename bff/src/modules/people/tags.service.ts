import type { LookPurpose } from '@linli/shared/people/people.kinds'
import { peoplePermissions } from '@linli/shared/people/people.permissions'
import type { PersonCardView, TagView } from '@linli/shared/people/person-card.schema'
import type { TagDefinitionView } from '@linli/shared/people/tags.schema'
import type { TagDefinition, TagSource } from '@linli/shared/people/tag-catalogue'
import { communityRoles } from '@linli/shared/roles'
import { addDays, dayOf, dayText, instantOf } from '@linli/shared/time'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { Clock } from '../../platform/clock'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { wrongField } from '../../platform/refusals'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { reachOf, showsTag } from './people-desk.policy'
import { presentTags } from './people.presenter'
import type { PersonCards } from './person-card.service'
import type { PersonDoor } from './person-door'
import { withTag } from './person-marks'
import type { RollWriter } from './roll.service'
import type { TagCatalogueRepository } from './tag-catalogue.repository'

interface Versioned {
  readonly version: number
}

export interface CatalogueView {
  readonly items: TagDefinitionView[]
  readonly version: number
  readonly canChange: boolean
}

export interface TagsService {
  add(
    actor: Actor,
    personId: string,
    body: Versioned & {
      readonly code: string
      readonly source: TagSource
      readonly sourceRef?: string | undefined
      readonly lastDay?: string | undefined
    },
  ): Promise<PersonCardView>
  remove(actor: Actor, personId: string, body: Versioned & { readonly code: string }): Promise<PersonCardView>
  /** Sensitive marks the actor's roles may see; the look is recorded whether or not there are any. */
  look(actor: Actor, personId: string, purpose: LookPurpose): Promise<{ items: TagView[] }>
  catalogue(actor: Actor, communityId?: string): Promise<CatalogueView>
  save(
    actor: Actor,
    body: Versioned & { readonly communityId?: string | undefined; readonly tag: TagDefinition },
  ): Promise<CatalogueView>
}

export interface TagsDeps {
  readonly door: PersonDoor
  readonly cards: PersonCards
  readonly writer: RollWriter
  readonly catalogues: TagCatalogueRepository
  readonly uow: UnitOfWork
  readonly audit: Audit
  readonly clock: Clock
}

/** Marks on people: from a catalogue that says what for, from where, how long and for whose eyes. */
export function createTagsService(deps: TagsDeps): TagsService {
  const { door, cards, writer, catalogues, uow, audit, clock } = deps

  /** The instant at which a mark ends whose last day is given, within what its kind allows. */
  function endOf(lastDay: string | undefined, { holdsDays }: TagDefinition): Date | null {
    if (lastDay === undefined) return null
    const today = dayOf(clock.now())
    if (lastDay < today) throw wrongField('body.lastDay', '到期日不能早于今天')
    if (holdsDays !== null && lastDay > addDays(today, holdsDays))
      throw wrongField('body.lastDay', `这个标签最多保留到${dayText(addDays(today, holdsDays), today)}`)
    return instantOf(addDays(lastDay, 1))
  }

  const definitionOf = async (actor: Actor, communityId: string, code: string): Promise<TagDefinition> => {
    const definition = (await writer.catalogueOf(communityId)).get(code)
    // What a role may not see, it may not set either.
    if (!definition || !showsTag(actor, communityId, definition))
      throw wrongField('body.code', '标签目录里没有这一项')
    return definition
  }

  async function viewOf(actor: Actor, communityId: string): Promise<CatalogueView> {
    const { tags, version } = await catalogues.of(communityId)
    return {
      items: tags.map((tag) => ({ ...tag, sources: [...tag.sources], visibleTo: [...tag.visibleTo] })),
      version,
      canChange: judgeBy(actor, peoplePermissions.change_catalogue, communityId).allowed,
    }
  }

  function only(actor: Actor, action: 'read_catalogue' | 'change_catalogue', communityId?: string): string {
    const { scope } = reachOf(actor, action, communityId)
    const own =
      scope.communityIds.find((id) => id === (communityId ?? actor.communityId)) ?? scope.communityIds[0]
    if (own === undefined) throw new AppError('not_found')
    return own
  }

  return {
    async add(actor, personId, { version, code, source, sourceRef = null, lastDay }) {
      await uow.run(async () => {
        const { person, scope } = await door.open(actor, 'tag', personId)
        const definition = await definitionOf(actor, person.communityId, code)
        if (!definition.sources.includes(source)) throw wrongField('body.source', '这个标签不能用这种来源')
        if (source === 'official' && sourceRef === null)
          throw wrongField('body.sourceRef', '请写明认定文号，方便以后核对')
        const entry = { code, source, sourceRef, expiresAt: endOf(lastDay, definition) }
        const tags = withTag(person.tags, entry, definition, { now: clock.now(), by: actor.accountId })
        await writer.changePerson(scope, person, version, { tags })
        await audit.record({
          ...{ actor, action: 'tag.set', communityId: person.communityId },
          ...{ targetType: 'person', targetId: personId, detail: { code, source } },
        })
      })
      return cards.card(actor, personId)
    },

    async remove(actor, personId, { version, code }) {
      await uow.run(async () => {
        const { person, scope } = await door.open(actor, 'tag', personId)
        await definitionOf(actor, person.communityId, code)
        const tags = person.tags.filter((tag) => tag.code !== code)
        if (tags.length === person.tags.length) throw new AppError('version_conflict')
        await writer.changePerson(scope, person, version, { tags })
        await audit.record({
          ...{ actor, action: 'tag.remove', communityId: person.communityId },
          ...{ targetType: 'person', targetId: personId, detail: { code } },
        })
      })
      return cards.card(actor, personId)
    },

    async look(actor, personId, purpose) {
      const { person } = await door.open(actor, 'look_tags', personId)
      const { communityId, tags } = person
      const catalogue = await writer.catalogueOf(communityId)
      await uow.run(() =>
        audit.record({
          ...{ actor, action: 'tag.look', communityId },
          ...{ targetType: 'person', targetId: personId, detail: { purpose } },
        }),
      )
      return {
        items: presentTags(
          tags,
          catalogue,
          clock.now(),
          (definition) => definition.sensitive && showsTag(actor, communityId, definition),
        ),
      }
    },

    catalogue: (actor, communityId) => viewOf(actor, only(actor, 'read_catalogue', communityId)),

    async save(actor, { version, communityId, tag }) {
      const own = only(actor, 'change_catalogue', communityId)
      await uow.run(async () => {
        const { tags } = await catalogues.of(own)
        const known = tags.find((other) => other.code === tag.code)
        demandFit(tag, known)
        const next = known ? tags.map((other) => (other === known ? tag : other)) : [...tags, tag]
        if (!(await catalogues.save(own, next, version))) throw new AppError('version_conflict')
        await audit.record({
          ...{ actor, action: 'tag.define', communityId: own },
          ...{ targetType: 'community', targetId: own, detail: { code: tag.code, sensitive: tag.sensitive } },
        })
      })
      return viewOf(actor, own)
    },
  }
}

/** What a community may decide: never less protection than a mark began with, and audiences only of known marks. */
function demandFit(tag: TagDefinition, known: TagDefinition | undefined): void {
  if (tag.sensitive && tag.audience) throw wrongField('body.tag.audience', '敏感标签不能用来圈定通知对象')
  if (known?.sensitive && !tag.sensitive)
    throw wrongField('body.tag.sensitive', '这是敏感标签，不能改成普通标签')
  if (tag.audience !== (known?.audience ?? false))
    throw wrongField('body.tag.audience', '通知对象只能用系统自带的标签圈定')
  const widest = known?.visibleTo ?? [...communityRoles, 'grid_worker']
  if (tag.visibleTo.some((role) => !widest.includes(role)))
    throw wrongField('body.tag.visibleTo', '不能给更多身份看')
}
