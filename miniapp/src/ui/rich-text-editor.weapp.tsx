import { Editor, View } from '@tarojs/components'
import Taro, { type EditorContext } from '@tarojs/taro'
import { useRef } from 'react'
import type { RichTextEditorProps } from './rich-text-editor.types'
import { Tap } from './tap'
import './rich-text-editor.scss'

/** What WeChat hands over on input; Taro types it loosely. */
interface EditorInput {
  readonly html: string
  readonly text: string
}

const tools = [
  { name: '加粗', mark: 'B', format: 'bold', value: undefined },
  { name: '小标题', mark: 'H', format: 'header', value: '3' },
  { name: '列表', mark: '•', format: 'list', value: 'bullet' },
  { name: '编号列表', mark: '1.', format: 'list', value: 'ordered' },
] as const

/** WeChat's own editor. Its HTML is a dialect of its own; the server's sanitiser is the only truth. */
export function RichTextEditor({ id, label, initialHtml, placeholder, onChange }: RichTextEditorProps) {
  const context = useRef<EditorContext>()
  const ready = () => {
    Taro.createSelectorQuery()
      .select(`#${id}`)
      .context((result) => {
        context.current = result.context as EditorContext
        if (initialHtml !== '') context.current.setContents({ html: initialHtml })
      })
      .exec()
  }
  return (
    <View className="rich-editor">
      <View className="rich-editor__tools">
        {tools.map((tool) => (
          <Tap
            key={tool.name}
            className="rich-editor__tool"
            label={tool.name}
            onTap={() => context.current?.format(tool.format, tool.value)}
          >
            {tool.mark}
          </Tap>
        ))}
        <Tap className="rich-editor__tool" label="撤销" onTap={() => context.current?.undo()}>
          ↶
        </Tap>
      </View>
      <Editor
        id={id}
        className="rich-editor__page"
        placeholder={placeholder}
        ariaLabel={label}
        onReady={ready}
        onInput={(event) => {
          const { html, text } = event.detail as EditorInput
          onChange(text.trim() === '' ? '' : html)
        }}
      />
    </View>
  )
}
