import type { OpinionView } from '@linli/shared/opinions/opinions.schema'
import { Box } from '@/ui/box'
import { InfoList } from '@/ui/info-list'
import { PageTitle } from '@/ui/page-title'
import { Pill } from '@/ui/pill'
import { SectionTitle } from '@/ui/section-title'
import { StatusPill } from '@/ui/status-pill'
import { Surface } from '@/ui/surface'
import { CaseFilm } from './case-film'
import { ContactChoice } from './contact-choice'
import { OpinionDeadline } from './opinion-deadline'
import { EntryPhotos, OpinionTimeline } from './opinion-timeline'
import { ownPrintFoot, PrintCase } from './print-case'
import { SpokenNote } from './spoken-note'
import { toneOf } from './status-tone'
import './opinions.scss'

const solvedWords = { yes: '解决了', partly: '解决了一部分', no: '没有解决' } as const

function Rating({ rating }: Pick<OpinionView, 'rating'>) {
  if (rating === null) return null
  return (
    <>
      <SectionTitle title="评价" />
      <Surface padded>
        <InfoList
          facts={[
            { name: '结果', value: solvedWords[rating.solved] },
            { name: '打分', value: `${rating.score} 分，满分 5 分` },
            ...(rating.comment === '' ? [] : [{ name: '留言', value: rating.comment }]),
          ]}
        />
      </Surface>
    </>
  )
}

/** One opinion: status, sentence and clock, what happened, what was written. */
export function OpinionDetail({ opinion }: { readonly opinion: OpinionView }) {
  return (
    <>
      <PageTitle
        above={
          <>
            <StatusPill tone={toneOf(opinion.status, opinion.waitsForMe)}>{opinion.statusLabel}</StatusPill>
            <Box as="span" className="opinion-number">{`${opinion.number} · ${opinion.placeLabel}`}</Box>
            {opinion.proxy !== null && <Pill icon="people">{opinion.proxy}</Pill>}
            {opinion.standing.supporters > 0 && (
              <Box as="span" className="opinion-number">{`${opinion.standing.supporters} 人支持`}</Box>
            )}
          </>
        }
      >
        {opinion.title}
      </PageTitle>
      <PrintCase number={opinion.number} foot={ownPrintFoot} />
      <OpinionDeadline deadline={opinion.deadline} />
      {opinion.rejection !== null && (
        <Surface padded label="不受理的原因">
          <Box className="opinion-rejection">{`这件事${opinion.rejection.label}`}</Box>
          <Box className="opinion-advice">{opinion.rejection.advice}</Box>
        </Surface>
      )}
      <SectionTitle title="办理经过" />
      <Surface padded>
        <OpinionTimeline entries={opinion.timeline} next={opinion.next} />
      </Surface>
      <Rating rating={opinion.rating} />
      <SectionTitle
        title={opinion.mine && opinion.proxy === null ? '我写的' : '反映的情况'}
        note={opinion.category.label}
      />
      <Surface padded>
        <Box as="p" className="opinion-text">
          {opinion.text}
        </Box>
        <EntryPhotos photos={opinion.photos} />
        {opinion.voice !== null && <SpokenNote voice={opinion.voice} />}
        {opinion.video !== null && <CaseFilm film={opinion.video} />}
      </Surface>
      {opinion.mine && <ContactChoice opinion={opinion} />}
      {opinion.mine && (
        <Box as="p" className="opinion-foot">
          {[
            opinion.sharesContact ? '办理的单位可以看您的姓名和电话' : '办理的单位看不到您是谁',
            opinion.onBoard
              ? '已在公开答复里'
              : opinion.wantsPublic
                ? '您同意公开，社区核对后再公开'
                : '没有公开',
          ].join('；')}
        </Box>
      )}
    </>
  )
}
