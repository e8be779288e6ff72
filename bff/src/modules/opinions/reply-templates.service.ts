import type { ReplyTemplate } from '@linli/shared/opinions/reply-templates'
import { communityRoles } from '@linli/shared/roles'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { eventScope, staffReach } from './opinions.policy'
import type { OpinionSettingsSource } from './opinions.settings'

export interface ReplyTemplatesService {
  /** Of a community the caller works in. */
  list(actor: Actor, communityId: string): Promise<{ items: ReplyTemplate[] }>
  set(
    actor: Actor,
    body: { communityId: string; items: readonly ReplyTemplate[] },
  ): Promise<{ items: ReplyTemplate[] }>
}

/** What a community answers often: its own figures, so to speak, kept with its other decisions. */
export function createReplyTemplates(deps: {
  readonly settings: OpinionSettingsSource
  readonly uow: UnitOfWork
  readonly audit: Audit
}): ReplyTemplatesService {
  const { settings, uow, audit } = deps
  const shown = ({ title, text }: ReplyTemplate): ReplyTemplate => ({ title, text })
  return {
    async list(actor, communityId) {
      staffReach(actor, communityId)
      return { items: (await settings.of(communityId)).templates.map(shown) }
    },
    async set(actor, { communityId, items }) {
      staffReach(actor, communityId)
      if (!holds(actor, communityRoles, communityId)) throw new AppError('forbidden')
      await uow.run(async () => {
        await settings.decide(eventScope(communityId), { templates: items })
        await audit.record({
          ...{ actor, action: 'opinion.set_templates', communityId },
          ...{ targetType: 'community', targetId: communityId, detail: { count: items.length } },
        })
      })
      return { items: items.map(shown) }
    },
  }
}
