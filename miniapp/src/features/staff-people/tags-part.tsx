import type { PersonCardView, TagView } from '@linli/shared/people/person-card.schema'
import { tagSourceLabel } from '@linli/shared/people/tag-catalogue'
import { addDays, dayOf, dayText } from '@linli/shared/time'
import { useState } from 'react'
import { sentenceOf } from '@/platform/error-words'
import { Banner } from '@/ui/banner'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { ListRow } from '@/ui/list-row'
import { PickerField } from '@/ui/picker-field'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { ActSheet } from './act-sheet'
import { PurposeSheet } from './purpose-sheet'
import { useLookTags, usePersonAct, useTagCatalogue } from './queries'
import { useRevealed } from './use-revealed'

/** `低保 · 主管部门认定结果 滨民 2026-118 · 2027-06-30 到期` */
function tagText({ sourceLabel, sourceRef, expiresAt, expired }: TagView): string {
  const end = expiresAt === null ? '' : dayOf(new Date(new Date(expiresAt).getTime() - 1))
  return [
    sourceRef === null ? sourceLabel : `${sourceLabel} ${sourceRef}`,
    end && `${end} ${expired ? '已到期' : '到期'}`,
  ]
    .filter(Boolean)
    .join('，')
}

function AddTagSheet({ card, onClose }: { card: PersonCardView; onClose: () => void }) {
  const act = usePersonAct(card.id)
  const catalogue = useTagCatalogue(card.communityId).data?.items ?? []
  const [code, setCode] = useState('')
  const [source, setSource] = useState('')
  const [sourceRef, setSourceRef] = useState('')
  const [lastDay, setLastDay] = useState('')
  const chosen = catalogue.find((item) => item.code === code)
  const from = chosen?.sources.find((known) => known === source)
  const today = dayOf(new Date())
  const isOfficial = from === 'official'
  const add = () => {
    if (chosen === undefined || from === undefined) return
    act.mutate(
      {
        ...{ act: 'tag', version: card.version, code: chosen.code, source: from },
        ...(sourceRef.trim() !== '' && { sourceRef: sourceRef.trim() }),
        ...(lastDay !== '' && { lastDay }),
      },
      {
        onSuccess: () => {
          showToast(`已加上“${chosen.label}”`)
          onClose()
        },
      },
    )
  }
  return (
    <ActSheet
      open
      title="加一个标签"
      act="加上"
      busy={act.isPending && '正在加上'}
      disabled={from === undefined || (isOfficial && sourceRef.trim() === '')}
      error={act.error}
      onAct={add}
      onClose={onClose}
    >
      <PickerField
        id="tag-code"
        label="标签"
        kind="list"
        value={code}
        placeholder="请选择"
        options={catalogue.map((item) => ({ value: item.code, label: item.label }))}
        help={chosen && `用途：${chosen.purpose}${chosen.sensitive ? '。敏感信息，只给需要的人看' : ''}`}
        onChange={(value) => {
          setCode(value)
          setSource('')
        }}
      />
      {chosen && (
        <PickerField
          id="tag-source"
          label="来源"
          kind="list"
          value={source}
          placeholder="请选择"
          options={chosen.sources.map((value) => ({ value, label: tagSourceLabel[value] }))}
          onChange={setSource}
        />
      )}
      {isOfficial && (
        <TextField
          id="tag-ref"
          label="认定文号"
          maxLength={60}
          help="只记认定结果，不记收入"
          value={sourceRef}
          onChange={setSourceRef}
        />
      )}
      {chosen && chosen.holdsDays !== null && (
        <PickerField
          id="tag-last-day"
          label="到期日"
          kind="date"
          optional
          value={lastDay}
          from={today}
          to={addDays(today, chosen.holdsDays)}
          help={`不选就保留到${dayText(addDays(today, chosen.holdsDays), today)}`}
          onChange={setLastDay}
        />
      )}
    </ActSheet>
  )
}

function TagRow({ card, tag }: { card: PersonCardView; tag: TagView }) {
  const act = usePersonAct(card.id)
  return (
    <>
      {act.error && <Banner kind="alert">{sentenceOf(act.error)}</Banner>}
      <ListRow
        title={tag.label}
        detail={`用途：${tag.purpose}`}
        meta={<Box as="span">{tagText(tag)}</Box>}
        action={
          card.abilities.tag ? (
            <Button
              kind="outline"
              small
              label={`去掉标签${tag.label}`}
              busy={act.isPending && '正在去掉'}
              onTap={() =>
                act.mutate(
                  { act: 'untag', version: card.version, code: tag.code },
                  { onSuccess: () => showToast(`已去掉“${tag.label}”`) },
                )
              }
            >
              去掉
            </Button>
          ) : undefined
        }
      />
    </>
  )
}

/** Marks with purpose, source and end; sensitive ones for half a minute after saying what for. */
export function TagsPart({ card }: { readonly card: PersonCardView }) {
  const [adding, setAdding] = useState(false)
  const [asking, setAsking] = useState(false)
  const [looked, setLooked] = useRevealed<readonly TagView[]>()
  const look = useLookTags(card.id)
  const { tag: canTag, lookTags } = card.abilities
  return (
    <>
      <SectionTitle title="标签" />
      <Surface>
        {card.tags.length === 0 && <EmptyState icon="tag">没有普通标签</EmptyState>}
        {card.tags.map((tag) => (
          <TagRow key={tag.code} card={card} tag={tag} />
        ))}
        {looked !== undefined && (
          <Box live="polite">
            {looked.length === 0 && <EmptyState icon="check">没有您可以看的敏感标签</EmptyState>}
            {looked.map((tag) => (
              <TagRow key={tag.code} card={card} tag={tag} />
            ))}
          </Box>
        )}
        <Box className="part-acts">
          {lookTags && (
            <Button kind="plain" icon="lock" onTap={() => setAsking(true)}>
              查看敏感标签
            </Button>
          )}
          {canTag && (
            <Button kind="plain" icon="plus" onTap={() => setAdding(true)}>
              加标签
            </Button>
          )}
        </Box>
      </Surface>
      {adding && <AddTagSheet card={card} onClose={() => setAdding(false)} />}
      {asking && (
        <PurposeSheet
          open
          title="为什么要看敏感标签"
          busy={look.isPending}
          error={look.error}
          onLook={(purpose) =>
            look.mutate(purpose, {
              onSuccess: ({ items }) => {
                setLooked(items)
                setAsking(false)
                look.reset()
              },
            })
          }
          onClose={() => {
            look.reset()
            setAsking(false)
          }}
        />
      )}
    </>
  )
}
