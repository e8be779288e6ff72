import type { ReplyTemplate } from '@linli/shared/opinions/reply-templates'
import { communityRoles } from '@linli/shared/roles'
import { holds, type Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import { AppError } from '../../platform/problem-error'
import type { UnitOfWork } from '../../platform/unit-of-work'
import { eventScope, staffReach } from './opinions.policy'
import type { OpinionSettingsSource } from './opinions.settings'

interface TemplateList {
  version: number
  items: ReplyTemplate[]
}

export interface ReplyTemplatesService {
  /** Of a community the caller works in, as they stand this moment. */
  list(actor: Actor, communityId: string): Promise<TemplateList>
  /** The list as a whole, over the one that was read; `version_conflict` when somebody was faster. */
  set(
    actor: Actor,
    body: { communityId: string; version: number; items: readonly ReplyTemplate[] },
  ): Promise<TemplateList>
}

/** What a community answers often: its own figures, so to speak, kept with its other decisions. */
export function createReplyTemplates(deps: {
  readonly settings: OpinionSettingsSource
  readonly uow: UnitOfWork
  readonly audit: Audit
}): ReplyTemplatesService {
  const { settings, uow, audit } = deps
  const view = async (communityId: string): Promise<TemplateList> => {
    const { value, version } = await settings.current(communityId)
    return { version, items: value.templates.map(({ title, text }) => ({ title, text })) }
  }
  return {
    async list(actor, communityId) {
      staffReach(actor, communityId)
      return view(communityId)
    },
    async set(actor, { communityId, version, items }) {
      staffReach(actor, communityId)
      if (!holds(actor, communityRoles, communityId)) throw new AppError('forbidden')
      await uow.run(async () => {
        await settings.decide(eventScope(communityId), { templates: items }, version)
        await audit.record({
          ...{ actor, action: 'opinion.set_templates', communityId },
          ...{ targetType: 'community', targetId: communityId, detail: { count: items.length } },
        })
      })
      return view(communityId)
    },
  }
}
