export default definePageConfig({ navigationBarTitleText: '优先帮助名单', enablePageMeta: true })
