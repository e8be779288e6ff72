import { homesPermissions } from '@linli/shared/homes/homes.permissions'
import { homesRoutes } from '@linli/shared/homes/homes.routes'
import { homesSchemas } from '@linli/shared/homes/homes.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import { AppError } from '../../platform/problem-error'
import type { HomesModule } from './homes.module'

/** Being bound to a room: the routes, and the photo of a document that only its desk can open. */
export function createHomesRoutes(homes: HomesModule): FeatureRoutes {
  const { mine, family, asks, invitations, slips, matching, requests, desk, bindings } = homes
  const { operations } = implement(
    homesRoutes,
    homesSchemas,
  )({
    mine: ({ actor }) => mine.mine(actor),
    family: ({ actor }) => family.family(actor),
    look: ({ actor, body, request }) => invitations.look({ actor, ip: request.ip }, body.inviteCode),
    redeem: ({ actor, body, request }) => invitations.redeem({ actor, ip: request.ip }, body),
    match: ({ actor, body, request }) => matching.match({ actor, ip: request.ip }, body),
    request: ({ actor, body, request }) => requests.submit({ actor, ip: request.ip }, body),
    supplement: ({ actor, params, body }) => requests.supplement(actor, params.id, body),
    withdraw: ({ actor, params, body }) => requests.withdraw(actor, params.id, body.version),
    invite: ({ actor, body }) => invitations.invite(actor, body),
    sheet: ({ actor, params }) => invitations.sheet(actor, params.id),
    slips: ({ actor, body }) => slips.print(actor, body),
    takeBack: ({ actor, params, body }) => invitations.takeBack(actor, params.id, body.version),
    endRelation: ({ actor, params }) => mine.endRelation(actor, params.id),
    livesIn: ({ actor, params, body }) => mine.setLivesIn(actor, params.id, body.livesIn),
    addDelegate: ({ actor, body, request }) => family.addDelegate({ actor, ip: request.ip }, body),
    endDelegate: ({ actor, params }) => family.endDelegate(actor, params.id),
    askDelegate: ({ actor, body, request }) => asks.ask({ actor, ip: request.ip }, body),
    agreeDelegate: ({ actor, params }) => asks.agree(actor, params.id),
    declineDelegate: ({ actor, params }) => asks.decline(actor, params.id),
    delegateAsks: ({ actor, query }) => asks.list(actor, query.communityId),
    confirmDelegate: ({ actor, params, body }) => asks.confirm(actor, params.id, body),
    dismissDelegate: ({ actor, params }) => asks.dismiss(actor, params.id),
    queue: ({ actor, query }) => desk.list(actor, query),
    get: ({ actor, params }) => desk.get(actor, params.id),
    ask: ({ actor, params, body }) => desk.ask(actor, params.id, body),
    approve: ({ actor, params, body }) => desk.approve(actor, params.id, body),
    refuse: ({ actor, params, body }) => desk.refuse(actor, params.id, body),
    invitations: ({ actor, query }) => invitations.list(actor, query),
    bindings: ({ actor, params }) => bindings.ofRoom(actor, params.id),
    endBinding: ({ actor, params, body }) => bindings.end(actor, params.id, body.reason),
  })
  return {
    operations,
    raw: [
      {
        method: 'GET',
        path: '/api/v1/homes/requests/{id}/proof',
        allow: homesPermissions.look_proof.roles,
        limit: 'read',
        // It shows a name and a number in full, which elsewhere is an unmasking.
        stepUp: true,
        async handle(context, { id = '' }, actor) {
          if (!actor) throw new AppError('unauthenticated')
          const { bytes, mime } = await desk.lookAtProof(actor, id)
          context.set({
            'Content-Type': mime,
            'X-Content-Type-Options': 'nosniff',
            'Content-Security-Policy': "default-src 'none'; sandbox",
            // A document's photo is looked at and forgotten.
            'Cache-Control': 'no-store',
          })
          context.compress = false
          context.body = bytes
        },
      },
    ],
  }
}
