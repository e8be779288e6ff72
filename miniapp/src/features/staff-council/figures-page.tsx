import {
  councilFigureBounds,
  councilFigureNames,
  type CouncilFigureName,
} from '@linli/shared/council/figures.kinds'
import { cityPackOf, cityPacks } from '@linli/shared/polls/city-packs'
import type { CouncilFigures, CouncilFiguresView } from '@linli/shared/council/figures.schema'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { StaffConsole } from '@/features/staff-shell/staff-console'
import { useDesk } from '@/features/staff-shell/use-desk'
import { api } from '@/platform/api'
import { ApiError } from '@/platform/api-error'
import { sentenceOf } from '@/platform/error-words'
import { forgetEnd } from '@/platform/forget-end'
import { isOvertaken, refreshIfOvertaken } from '@/platform/overtaken'
import { Banner } from '@/ui/banner'
import { BottomBar } from '@/ui/bottom-bar'
import { Box } from '@/ui/box'
import { Button } from '@/ui/button'
import { EmptyState } from '@/ui/empty-state'
import { PickerField } from '@/ui/picker-field'
import { QueryView } from '@/ui/query-view'
import { SectionTitle } from '@/ui/section-title'
import { Surface } from '@/ui/surface'
import { TextField } from '@/ui/text-field'
import { showToast } from '@/ui/toast'
import { useWide } from '@/ui/wide'

const labels: Readonly<Record<CouncilFigureName, string>> = {
  supportersNeeded: '议题要多少人支持',
  supportDays: '几天里要找够支持的人',
  deskDays: '社区几个工作日内答复',
  objectionDays: '没有通过审核，几天内可以提不同意见',
  statementsEach: '一个议题里，每人最多说几条看法',
  confirmationsNeeded: '几位居民说做好了，才算做好',
  doorMinutes: '开会前几分钟可以签到',
  fewestReactions: '一条看法至少几人表态，才显示大致情况',
}
const parts: readonly { readonly title: string; readonly names: readonly CouncilFigureName[] }[] = [
  { title: '人数', names: ['supportersNeeded', 'confirmationsNeeded', 'statementsEach', 'fewestReactions'] },
  { title: '期限', names: ['supportDays', 'deskDays', 'objectionDays', 'doorMinutes'] },
]
type Typed = Readonly<Record<CouncilFigureName, string>>

const NO_CITY = 'none'
const cityText = (id: string | null): string => cityPackOf(id)?.label ?? '还没有定'

const key = (communityId: string) => ['council-figures', communityId] as const
const typedOf = (figures: CouncilFigures): Typed =>
  Object.fromEntries(councilFigureNames.map((name) => [name, String(figures[name])])) as Typed
const isWithin = (name: CouncilFigureName, text: string): boolean => {
  const [least, most] = councilFigureBounds[name]
  return /^\d+$/.test(text) && Number(text) >= least && Number(text) <= most
}

function FiguresForm({ view }: { readonly view: CouncilFiguresView }) {
  const wide = useWide()
  const client = useQueryClient()
  const [typed, setTyped] = useState(() => typedOf(view.figures))
  // What the person has seen: a reading that arrives by itself must not stand in for it.
  const [seen, setSeen] = useState(view)
  const [tried, setTried] = useState(false)
  const save = useMutation({
    mutationFn: (figures: CouncilFigures) =>
      api.councilFigures.save({
        body: { communityId: view.communityId, version: seen.version, ...figures },
      }),
    onSuccess: (saved) => {
      client.setQueryData(key(view.communityId), saved)
      setSeen(saved)
      showToast('已保存，以后的议题按新的办')
    },
    onError: async (error) => {
      await refreshIfOvertaken(client, error, key(view.communityId))
      if (isOvertaken(error)) setSeen((known) => client.getQueryData(key(view.communityId)) ?? known)
    },
  })
  const [cityId, setCity] = useState(view.figures.cityId)
  const wrong = councilFigureNames.filter((name) => !isWithin(name, typed[name]))
  const issueOf = (name: CouncilFigureName): string | undefined => {
    const [least, most] = councilFigureBounds[name]
    if (tried && wrong.includes(name)) return `请填 ${least} 到 ${most} 的整数`
    return save.error instanceof ApiError ? save.error.issueAt(name) : undefined
  }
  const send = () => {
    setTried(true)
    if (wrong.length === 0)
      save.mutate({
        ...(Object.fromEntries(councilFigureNames.map((name) => [name, Number(typed[name])])) as Record<
          CouncilFigureName,
          number
        >),
        cityId,
      })
  }
  const failure =
    save.error &&
    (isOvertaken(save.error)
      ? '别人刚刚改过，不一样的地方写了现在是多少。您填的内容还在，核对后再点“保存”'
      : `${sentenceOf(save.error)}。您填的内容还在`)
  const helpOf = (name: CouncilFigureName): string => {
    const first = `原来的规定是 ${seen.defaults[name]}`
    return String(seen.figures[name]) === typed[name] ? first : `现在是 ${seen.figures[name]}，${first}`
  }
  const act = (
    <Button busy={save.isPending && '正在保存'} onTap={send}>
      保存
    </Button>
  )
  return (
    <StaffConsole
      title="议事规则"
      note="人数和期限"
      current="figures"
      backTo="/pages/me"
      acts={wide ? act : undefined}
      bar={wide ? undefined : <BottomBar>{act}</BottomBar>}
    >
      <Banner kind="info">已经开始的议题，还按开始时的人数和期限</Banner>
      {failure && <Banner kind="alert">{failure}</Banner>}
      {parts.map(({ title, names }) => (
        <Box key={title}>
          <SectionTitle title={title} />
          <Surface padded label={title}>
            <Box className="field-grid">
              {names.map((name) => (
                <TextField
                  key={name}
                  id={`figure-${name}`}
                  label={labels[name]}
                  kind="digits"
                  maxLength={4}
                  help={helpOf(name)}
                  value={typed[name]}
                  onChange={(text) => {
                    forgetEnd(save)
                    setTyped((known) => ({ ...known, [name]: text }))
                  }}
                  error={issueOf(name)}
                />
              ))}
            </Box>
          </Surface>
        </Box>
      ))}
      <SectionTitle title="业主表决" />
      <Surface padded label="业主表决">
        <Box className="field-grid">
          <PickerField
            id="figure-cityId"
            label="按哪个城市的规定"
            kind="list"
            value={cityId ?? NO_CITY}
            options={[
              { value: NO_CITY, label: '还没有定，发起时再选' },
              ...cityPacks.map(({ id, label }) => ({ value: id, label })),
            ]}
            help={
              seen.figures.cityId === cityId
                ? '定了以后，发起业主表决不能选别的城市'
                : `现在是${cityText(seen.figures.cityId)}`
            }
            onChange={(value) => {
              forgetEnd(save)
              setCity(cityPackOf(value)?.id ?? null)
            }}
            error={save.error instanceof ApiError ? save.error.issueAt('cityId') : undefined}
          />
        </Box>
      </Surface>
    </StaffConsole>
  )
}

/** 议事规则: the figures the community decides for its council; only its administrator changes them. */
export function FiguresPage() {
  const { communityId } = useDesk()
  const query = useQuery({
    queryKey: key(communityId ?? ''),
    queryFn: ({ signal }) =>
      api.councilFigures.get({ query: { communityId: communityId ?? '' } }, { signal }),
    enabled: communityId !== undefined,
  })
  if (query.data !== undefined) return <FiguresForm key={query.data.communityId} view={query.data} />
  const refused = query.error instanceof ApiError && query.error.status === 403
  return (
    <StaffConsole title="议事规则" note="人数和期限" current="figures" backTo="/pages/me">
      {refused ? (
        <Surface>
          <EmptyState icon="lock">议事规则由社区负责人定</EmptyState>
        </Surface>
      ) : (
        <QueryView query={query}>{() => null}</QueryView>
      )}
    </StaffConsole>
  )
}
