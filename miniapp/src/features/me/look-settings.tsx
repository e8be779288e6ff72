import { chooseTheme, elderSteps, plainSteps, useTheme, type ThemeChoice } from '@/platform/theme'
import { Box } from '@/ui/box'
import { SectionTitle } from '@/ui/section-title'
import { SegmentedControl } from '@/ui/segmented-control'
import { Surface } from '@/ui/surface'
import { SwitchRow } from '@/ui/switch-row'
import './me.scss'

const sizeNames = ['标准', '大一点', '再大', '最大'] as const
const elderNames = ['大', '很大', '最大'] as const

/** Elder mode, text size and tone, with a sentence to try them on. */
export function LookSettings() {
  const { choice, scale } = useTheme()
  const steps: readonly number[] = choice.elder ? elderSteps : plainSteps
  const names: readonly string[] = choice.elder ? elderNames : sizeNames
  return (
    <>
      <Surface padded>
        <Box as="p" className="look-sample">
          看一看这行字清楚不清楚：12 号楼停水检修，09:00 至 16:00
        </Box>
      </Surface>
      <Surface>
        <SwitchRow
          title="长辈模式"
          detail="字更大，按钮更大，一页只放一件要紧的事"
          on={choice.elder}
          onChange={(elder) => chooseTheme({ elder })}
        />
      </Surface>
      <SectionTitle title="字号" />
      <Surface padded>
        <SegmentedControl
          label="字号"
          segments={steps.map((step, index) => ({
            value: String(step),
            label: names[index] ?? String(step),
          }))}
          value={String(steps.includes(scale) ? scale : steps[0])}
          onChange={(value) => chooseTheme({ scale: Number(value) })}
        />
      </Surface>
      {!choice.elder && (
        <>
          <SectionTitle title="深浅" />
          <Surface padded>
            <SegmentedControl
              label="深浅"
              segments={[
                { value: 'system', label: '跟随手机' },
                { value: 'light', label: '浅色' },
                { value: 'dark', label: '深色' },
              ]}
              value={choice.tone}
              onChange={(tone) => chooseTheme({ tone: tone as ThemeChoice['tone'] })}
            />
          </Surface>
        </>
      )}
    </>
  )
}
