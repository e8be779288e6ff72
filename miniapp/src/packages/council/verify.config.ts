export default definePageConfig({
  navigationBarTitleText: '核对选票',
  enablePageMeta: true,
  enablePullDownRefresh: false,
})
