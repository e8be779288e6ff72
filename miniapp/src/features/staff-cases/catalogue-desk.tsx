import type { CaseCatalogueGroup, CaseCatalogueView } from '@linli/shared/opinions/desk.schema'
import { limitText } from '@linli/shared/opinions/opinions.catalogue'
import { isOutside } from '@linli/shared/opinions/parties'
import { momentText } from '@linli/shared/time'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { sendForm } from '@/platform/send-form'
import { useDraft } from '@/platform/use-draft'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { ListRow } from '@/ui/list-row'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'
import { blankItem, limitWords, wholeOf, withItem } from './catalogue-draft'
import { CatalogueItem } from './catalogue-item'
import { useCaseCatalogue, useSetCaseCatalogue } from './catalogue-queries'
import { useCaseParties } from './queries'
import './staff-cases.scss'

type Item = CaseCatalogueGroup['items'][number]

const itemDetail = ({ days, unit, urgent, lead }: Item): string =>
  [urgent ? '紧急，马上联系' : limitText({ days, unit }), lead === null ? '社区办' : `通常由${lead}办`].join(
    ' · ',
  )

const frame = {
  title: '类别和时限',
  inside: true,
  current: 'cases',
  backTo: '/packages/staff-cases/figures',
} as const

/** The version a draft was begun on is not the newest any more, and its writer has been told so. */
const SEEN = -1

/** The catalogue as it is edited: begun on this version, the figures as they are typed. */
const draftOf = (
  catalogue: CaseCatalogueView,
): {
  readonly version: number
  readonly groups: readonly CaseCatalogueGroup[]
  readonly limits: Readonly<Record<string, string>>
} => ({
  version: catalogue.version,
  groups: catalogue.groups,
  limits: Object.fromEntries(limitWords.map(({ name }) => [name, String(catalogue.limits[name])])),
})

function Editor({
  communityId,
  catalogue,
  writes,
}: {
  readonly communityId: string
  readonly catalogue: CaseCatalogueView
  readonly writes: boolean
}) {
  const wide = useWide()
  const save = useSetCaseCatalogue(communityId)
  const parties = useCaseParties(writes ? communityId : undefined).data?.items ?? []
  const draft = useDraft(`catalogue:${communityId}`, draftOf(catalogue))
  const { groups, limits } = draft.value
  const [opened, setOpened] = useState<{ readonly group: CaseCatalogueGroup; readonly item: Item }>()
  const issues = save.error instanceof ApiError ? save.error : undefined
  const change = (code: string, next: Item | null) => {
    if (opened) draft.change({ groups: withItem(groups, opened.group.code, code, next) })
    setOpened(undefined)
  }
  const send = () =>
    sendForm(
      save,
      {
        version: draft.value.version === SEEN ? catalogue.version : draft.value.version,
        groups: [...groups],
        limits: Object.fromEntries(
          limitWords.map(({ name }) => [name, wholeOf(limits[name] ?? '')]),
        ) as CaseCatalogueView['limits'],
      },
      {
        forget: draft.clear,
        onSuccess: () => showToast('已存为新的一版，新提的意见按它办'),
        onError: (error) => {
          if (error instanceof ApiError && error.status === 409) draft.change({ version: SEEN })
        },
      },
    )
  const act = writes ? (
    <Button busy={save.isPending && '正在保存'} onTap={send}>
      存为新的一版
    </Button>
  ) : undefined
  return (
    <StaffConsole
      {...frame}
      acts={wide ? act : undefined}
      bar={wide || act === undefined ? undefined : <BottomBar>{act}</BottomBar>}
    >
      {save.error !== null && (
        <Banner kind={issues?.status === 409 ? 'wait' : 'alert'}>
          {issues?.status === 409
            ? '别人刚存了新的一版。您改的还在，请核对后再存一次'
            : `${sentenceOf(save.error)}。您改的还在`}
        </Banner>
      )}
      {writes && draft.saved && save.error === null && (
        <Banner kind="wait" act="不要了" onAct={draft.clear}>
          您改的还没有存成新的一版，社区现在用的还是原来的
        </Banner>
      )}
      <Box as="p" className="catalogue-version">
        {catalogue.changed === null
          ? '现在用的是默认的类别和时限'
          : `第 ${catalogue.version} 版，${catalogue.changed.by}在 ${momentText(new Date(catalogue.changed.at), new Date())} 改的`}
      </Box>
      <SectionTitle title="时限" />
      <Surface padded>
        <Box className="field-grid">
          {limitWords.map(({ name, label, unit }) => (
            <TextField
              key={name}
              id={`limit-${name}`}
              label={`${label}（${unit}）`}
              kind="digits"
              maxLength={3}
              disabled={!writes}
              value={limits[name] ?? ''}
              onChange={(typed) => draft.change({ limits: { ...limits, [name]: typed } })}
              error={issues?.issueAt(`limits.${name}`)}
            />
          ))}
        </Box>
      </Surface>
      {groups.map((group) => (
        <Box key={group.code}>
          <SectionTitle title={group.label} note={`${group.items.length} 个小类`} />
          <Surface>
            {group.items.map((item) => (
              <ListRow
                key={item.code}
                title={item.label}
                detail={itemDetail(item)}
                {...(writes && { onTap: () => setOpened({ group, item }) })}
              />
            ))}
            {writes && (
              <ListRow
                icon="plus"
                title={`在${group.label}里添一个小类`}
                onTap={() => setOpened({ group, item: blankItem(group) })}
              />
            )}
          </Surface>
        </Box>
      ))}
      {opened !== undefined && (
        <CatalogueItem
          key={opened.item.code}
          communityId={communityId}
          item={opened.item}
          organisations={parties.filter(isOutside).map(({ label }) => label)}
          onKeep={(next) => change(opened.item.code, next)}
          onClose={() => setOpened(undefined)}
          onRemove={
            opened.group.items.length > 1 && opened.item.label !== ''
              ? () => change(opened.item.code, null)
              : undefined
          }
        />
      )}
    </StaffConsole>
  )
}

/** 类别和时限: what a community decides about its opinions; who changed it last stands beside it. */
export function CatalogueDesk() {
  const { communityId, heads } = useDesk()
  const query = useCaseCatalogue(communityId)
  if (query.data !== undefined && communityId !== undefined)
    return <Editor key={communityId} communityId={communityId} catalogue={query.data} writes={heads} />
  return (
    <StaffConsole {...frame}>
      <QueryView query={query}>{() => null}</QueryView>
    </StaffConsole>
  )
}
