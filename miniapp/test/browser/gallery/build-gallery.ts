import path from 'node:path'
import { build } from 'esbuild'
import { compile } from 'sass'

const root = path.resolve(__dirname, '../../..')

/** The kit on one page without Taro's router: built in a second, looked at in every theme and width. */
export async function buildGallery(): Promise<string> {
  const styles = ['src/app.scss', 'src/ui/base.h5.scss']
    .map((file) => compile(path.join(root, file)).css)
    .join('\n')
  const result = await build({
    entryPoints: [path.join(__dirname, 'gallery.tsx')],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"', 'process.env.TARO_ENV': '"h5"', LINLI_API_BASE: '""' },
    resolveExtensions: ['.h5.tsx', '.h5.ts', '.tsx', '.ts', '.js'],
    alias: { '@': path.join(root, 'src'), '@tarojs/taro': path.join(__dirname, 'taro-stub.ts') },
    loader: { '.scss': 'empty' },
  })
  const script = result.outputFiles[0]?.text ?? ''
  return `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>组件</title><style>${styles}</style></head><body><div id="app"></div><script>${script.replaceAll('</script', '<\\/script')}</script></body></html>`
}
