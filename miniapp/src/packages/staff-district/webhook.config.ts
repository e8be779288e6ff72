export default definePageConfig({ navigationBarTitleText: '推送地址', enablePageMeta: true })
