import { opinionRoutes } from '@linli/shared/opinions/opinions.routes'
import { opinionSchemas } from '@linli/shared/opinions/opinions.schema'
import { implement, type FeatureRoutes } from '../../http/implement'
import type { BoardOverview } from './board/board-overview'
import type { CaseVideoService } from './desk/case-video.service'
import type { BoardPhotos } from './board/board-photos.service'
import type { CallerService } from './caller/caller.service'
import type { FiguresService } from './figures/figures.service'
import type { IntakeService } from './intake/intake.service'
import type { OpinionsDesk } from './opinions-desk.service'
import type { OpinionsService } from './opinions.service'

export function createOpinionsRoutes(deps: {
  opinions: OpinionsService
  desk: OpinionsDesk
  intake: IntakeService
  boardOverview: BoardOverview
  boardPhotos: BoardPhotos
  videos: CaseVideoService
  callers: CallerService
  figures: Pick<FiguresService, 'open'>
}): FeatureRoutes {
  const { opinions, desk, intake, boardOverview, boardPhotos, videos, callers, figures } = deps
  return implement(
    opinionRoutes,
    opinionSchemas,
  )({
    boardOverview: ({ actor, query }) => boardOverview.of(actor, query.communityId),
    boardFigures: ({ actor, query }) => figures.open(actor, query),
    enter: ({ actor, body }) => callers.enter(actor, body),
    renewCode: ({ actor, params }) => callers.renewCode(actor, params.id),
    readCaller: ({ actor, params }) => callers.readCaller(actor, params.id),
    track: ({ body, request }) => callers.track(request, body),
    suggest: ({ actor, body }) => intake.suggest(actor, body),
    principals: ({ actor }) => intake.principals(actor),
    followed: ({ actor, query }) => intake.followed(actor, query),
    support: ({ actor, params }) => intake.support(actor, params.id),
    follow: ({ actor, params }) => intake.follow(actor, params.id),
    unfollow: ({ actor, params }) => intake.unfollow(actor, params.id),
    catalogue: ({ query }) => opinions.catalogue(query.communityId),
    board: ({ actor, query }) => opinions.board(actor, query),
    mine: ({ actor, query }) => opinions.mine(actor, query),
    submit: ({ actor, body }) => opinions.submit(actor, body),
    get: ({ actor, params }) => opinions.get(actor, params.id),
    supplement: ({ actor, params, body }) => opinions.supplement(actor, params.id, body),
    rate: ({ actor, params, body }) => opinions.rate(actor, params.id, body),
    reopen: ({ actor, params, body }) => opinions.reopen(actor, params.id, body),
    withdraw: ({ actor, params, body }) => opinions.withdraw(actor, params.id, body),
    staffList: ({ actor, query }) => desk.list(actor, query),
    staffGet: ({ actor, params }) => desk.get(actor, params.id),
    accept: ({ actor, params, body }) => desk.accept(actor, params.id, body),
    reject: ({ actor, params, body }) => desk.reject(actor, params.id, body),
    requestInfo: ({ actor, params, body }) => desk.requestInfo(actor, params.id, body),
    start: ({ actor, params, body }) => desk.start(actor, params.id, body),
    reply: ({ actor, params, body }) => desk.reply(actor, params.id, body),
    note: ({ actor, params, body }) => desk.note(actor, params.id, body),
    transcribe: ({ actor, params, body }) => desk.transcribe(actor, params.id, body),
    lookVideo: ({ actor, params, body }) => videos.look(actor, params.id, body),
    makePublic: ({ actor, params, body }) => desk.makePublic(actor, params.id, body),
    showPhotos: ({ actor, params, body }) => boardPhotos.show(actor, params.id, body),
    makePrivate: ({ actor, params, body }) => desk.makePrivate(actor, params.id, body),
  })
}
