import type { StaffOpinionView } from '@linli/shared/opinions/workbench.schema'
import { OpinionDeadline } from '@/features/opinions/opinion-deadline'
import { SpotMap } from '@/features/space/spot-map'
import { EntryPhotos, OpinionTimeline } from '@/features/opinions/opinion-timeline'
import { Box } from '@/ui/box'
import { InfoList } from '@/ui/info-list'
import { Pill } from '@/ui/pill'
import { CallerActs } from './caller-acts'
import { ContactActs } from './contact-acts'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { PhotoRelease } from './photo-release'
import { FilmLook } from './film-look'
import { VoiceTranscript } from './voice-transcript'
import { HandlingFacts } from './handling-facts'

/** What the handlers know of a case: clock, who and where, the words and photos, what happened. */
export function CaseFacts({ item }: { readonly item: StaffOpinionView }) {
  return (
    <>
      <OpinionDeadline deadline={item.deadline} />
      <Surface padded>
        <InfoList
          facts={[
            {
              name: '反映人',
              value: (
                <Box className="case-author">
                  <Box as="span">{item.authorLabel}</Box>
                  {item.filedBy !== null && <Pill icon="people">{`由代办人 ${item.filedBy} 提交`}</Pill>}
                  {item.callerChannel !== null && !item.limited && <CallerActs id={item.id} />}
                  {item.abilities.readContact && <ContactActs id={item.id} />}
                  {!item.limited && !item.sharesContact && <Pill icon="lock">不给单位看</Pill>}
                </Box>
              ),
            },
            { name: '位置', value: [item.placeLabel, item.gridLabel].filter(Boolean).join('，') },
            { name: '类别', value: `${item.category.groupLabel}，${item.category.label}` },
            ...(item.limited
              ? []
              : [
                  {
                    name: '公开',
                    value: item.board
                      ? '已公开'
                      : item.wantsPublic
                        ? '居民同意公开，还没有公开'
                        : '居民不公开',
                  },
                ]),
          ]}
        />
        <Box as="p" className="case-text">
          {item.text}
        </Box>
        <EntryPhotos photos={item.photos} />
        <VoiceTranscript item={item} />
        <FilmLook item={item} />
        <PhotoRelease item={item} />
        {item.point !== null && <SpotMap communityId={item.communityId} point={item.point} />}
      </Surface>
      <HandlingFacts item={item} />
      <SectionTitle title="办理经过" note={`${item.timeline.length} 条`} />
      <Surface padded>
        <OpinionTimeline entries={item.timeline} next="" />
      </Surface>
    </>
  )
}
