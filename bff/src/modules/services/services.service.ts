import { bookingPermissions } from '@linli/shared/bookings/bookings.permissions'
import { noLimits, type BookingLimits } from '@linli/shared/services/limits.rules'
import type { Question } from '@linli/shared/services/questions.rules'
import { refusedCertificates } from '@linli/shared/services/refused-certificates'
import { defaultServices, type ServiceDefault } from '@linli/shared/services/services.catalogue'
import type {
  RefusedCertificateView,
  ServiceDeskView,
  ServiceGuideInput,
  ServiceItemView,
  ServiceView,
} from '@linli/shared/services/services.schema'
import type { Actor } from '../../platform/actor'
import type { Audit } from '../../platform/audit/audit'
import type { FileRef } from '../../platform/files/file-ref'
import { judgeBy } from '../../platform/permission'
import { AppError } from '../../platform/problem-error'
import { demand, scopeOf } from '../../platform/scope'
import type { UnitOfWork } from '../../platform/unit-of-work'
import type { FilesService } from '../files/files.service'
import type { Community } from '../space/space.service'
import type { ServiceGuideRow } from './service-guide.model'
import type { ServicesRepository } from './services.repository'
import { found, refusedNamed } from './services.search'

/** An item as one community offers it. */
export interface ServiceGuide extends Omit<
  ServiceGuideRow,
  '_id' | 'communityId' | 'questions' | 'limits' | 'forms'
> {
  readonly questions: readonly Question[]
  readonly forms: readonly FileRef[]
  readonly limits: BookingLimits
}

export interface ServicesService {
  /** What answers `q` (everything without it), and certificates that must not be issued but are asked for. */
  list(
    communityId: string,
    q?: string,
  ): Promise<{ items: ServiceItemView[]; refused: RefusedCertificateView[] }>
  get(communityId: string, code: string): Promise<ServiceView>
  /** `validation_failed` for the name of a certificate a committee must not issue; `version_conflict` when it was changed meanwhile. */
  change(actor: Actor, code: string, guide: ServiceGuideInput): Promise<ServiceView>
  /** For bookings: the guide as it is now, or null when the community knows no such item. */
  guide(communityId: string, code: string): Promise<ServiceGuide | null>
}

export interface ServicesDeps {
  readonly services: ServicesRepository
  readonly space: { community(communityId: string): Promise<Community | null> }
  /** The desks that take an item. */
  readonly desks: { takingOf(communityId: string, code: string): Promise<ServiceDeskView[]> }
  readonly files: Pick<FilesService, 'claim' | 'present'>
  readonly audit: Audit
  readonly uow: UnitOfWork
}

const ownGuide = (row: ServiceGuideRow): ServiceGuide => ({
  ...row,
  questions: row.questions ?? [],
  forms: row.forms ?? [],
  limits: row.limits ?? noLimits,
})

/** An item of the starting set as long as a community has not changed it. */
const startingGuide = (item: ServiceDefault): ServiceGuide => ({
  ...item,
  words: [...item.words],
  materials: [...item.materials],
  ...{ questions: [], forms: [], limits: noLimits, version: 0, offered: true },
})

/** The catalogue of what can be done at a community, with its guides. */
export function createServicesService(deps: ServicesDeps): ServicesService {
  const { services, space, desks, files, audit, uow } = deps

  async function guidesOf(communityId: string): Promise<ServiceGuide[]> {
    if (!(await space.community(communityId))) throw new AppError('not_found')
    const own = new Map(
      (await services.guides(scopeOf([communityId]))).map((row) => [row.code, ownGuide(row)]),
    )
    const listed = defaultServices.map((item): ServiceGuide => own.get(item.code) ?? startingGuide(item))
    const added = [...own.values()].filter(({ code }) => !defaultServices.some((item) => item.code === code))
    return [...listed, ...added]
  }

  async function view(communityId: string, guide: ServiceGuide): Promise<ServiceView> {
    const {
      code,
      label,
      group,
      offered,
      version,
      words,
      materials,
      limit,
      acting,
      condition,
      fee,
      questions,
      forms,
      limits,
    } = guide
    return {
      ...{ code, label, group, offered, version, words, acting, condition, fee },
      materials: materials.map(({ name, need }) => ({ name, need })),
      limit: limit && { ...limit },
      limits: { ...limits },
      questions: questions.map((one) => ({ ...one, options: [...one.options] })),
      forms: forms.map((ref) => files.present(ref)),
      desks: offered ? await desks.takingOf(communityId, code) : [],
    }
  }

  async function guideOf(communityId: string, code: string): Promise<ServiceGuide | null> {
    if (!(await space.community(communityId))) throw new AppError('not_found')
    const row = await services.guide(communityId, code)
    if (row) return ownGuide(row)
    const item = defaultServices.find((one) => one.code === code)
    return item ? startingGuide(item) : null
  }

  return {
    async list(communityId, q = '') {
      const items = found(await guidesOf(communityId), q)
      return {
        items: items.map(({ code, label, group, offered }) => ({ code, label, group, offered })),
        refused: (q === '' ? [] : found(refusedCertificates, q)).map(({ code, label, advice }) => ({
          code,
          label,
          advice,
        })),
      }
    },

    async get(communityId, code) {
      const guide = await guideOf(communityId, code)
      if (!guide) throw new AppError('not_found')
      return view(communityId, guide)
    },

    async change(actor, code, { communityId, version, formIds, ...facts }) {
      const scope = demand(judgeBy(actor, bookingPermissions.change_guide, communityId))
      const refused = refusedNamed(refusedCertificates, facts.label)
      if (refused) {
        throw new AppError('validation_failed', {
          errors: [{ path: 'body.label', message: `社区不能开${refused.label}。${refused.advice}` }],
        })
      }
      // What an older client does not say stays as it is.
      const before = await guideOf(communityId, code)
      const questions = facts.questions ?? before?.questions ?? []
      const limits = facts.limits ?? before?.limits ?? noLimits
      const stored = await uow.run(async () => {
        const _id = `${communityId}:${code}`
        // Those of earlier versions stay: bookings made under them show them.
        const forms =
          formIds === undefined
            ? [...(before?.forms ?? [])]
            : await files.claim([...new Set(formIds)], {
                ...{ purpose: 'service_form', ownerType: 'service', ownerId: _id, communityId },
                ...{ accountId: actor.accountId, field: 'formIds' },
              })
        const row = await services.put(
          scope,
          {
            ...{ _id, communityId, code, ...facts },
            ...{ questions: [...questions], forms, limits, version: version + 1 },
          },
          version,
        )
        if (!row) throw new AppError('version_conflict')
        await audit.record({
          actor,
          action: 'service.change',
          communityId,
          targetType: 'service',
          targetId: row._id,
          detail: { version: row.version, offered: row.offered },
        })
        return row
      })
      return view(communityId, ownGuide(stored))
    },

    guide: guideOf,
  }
}
