import { Readable } from 'node:stream'
import { privacyRoutes } from '@linli/shared/privacy/privacy.routes'
import { privacySchemas } from '@linli/shared/privacy/privacy.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import { sendFile } from '../../http/send-file'
import { proofOf } from '../../http/signed-proof'
import type { PrivacyServices } from './privacy.module'

/** One's own data, and those who watch over them; the file of an export is fetched by its signed address. */
export function createPrivacyRoutes({
  myData,
  exports,
  corrections,
  deletion,
  retention,
}: PrivacyServices): FeatureRoutes {
  const { operations } = implement(
    privacyRoutes,
    privacySchemas,
  )({
    myData: ({ actor }) => myData.overview(actor),
    myDataOf: ({ actor, params }) => myData.of(actor, params.kind),
    looks: ({ actor, query }) => myData.looks(actor, query),
    removeMark: async ({ actor, body }) => {
      await myData.removeMark(actor, body.personId, body.code)
      return undefined
    },
    sendCode: ({ actor }) => myData.sendCode(actor),
    exports: async ({ actor }) => ({ items: await exports.list(actor) }),
    export: ({ actor, body }) => exports.request(actor, body.code),
    consents: ({ actor }) => myData.consents(actor),
    switchPurpose: ({ actor, body }) => myData.switchPurpose(actor, body.purpose, body.on),
    corrections: async ({ actor }) => ({ items: await corrections.mine(actor) }),
    askCorrection: ({ actor, body }) => corrections.ask(actor, body),
    withdrawCorrection: ({ actor, params }) => corrections.withdraw(actor, params.id),
    deletion: ({ actor }) => deletion.plan(actor),
    deleteAccount: async ({ actor, body }) => {
      await deletion.delete(actor, body.code)
      return undefined
    },
    staffCorrections: ({ actor, query }) => corrections.queue(actor, query),
    openCorrection: ({ actor, params }) => corrections.open(actor, params.id),
    acceptCorrection: ({ actor, params }) => corrections.accept(actor, params.id),
    refuseCorrection: ({ actor, params, body }) => corrections.refuse(actor, params.id, body),
    retention: ({ actor, query }) => retention.report(actor, query.communityId),
  })
  return {
    operations,
    raw: [
      {
        method: 'GET',
        path: '/api/v1/privacy/exports/{id}/file',
        allow: 'anyone',
        consentFree: true,
        limit: 'read',
        async handle(context, { id = '' }) {
          const { bytes, name } = await exports.open({ id, ...proofOf(context) })
          sendFile(context, { stream: Readable.from([bytes]), mime: 'application/zip', name })
        },
      },
    ],
  }
}
