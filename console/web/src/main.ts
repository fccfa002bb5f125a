import { createPinia } from 'pinia'
import { createApp } from 'vue'
import App from './App.vue'
import { configureApi } from './api/client'
import { i18n, language, setLanguage } from './i18n'
import { router } from './router'
import { useSession } from './session/store'
import './style/tokens.css'
import './style/base.css'
import './style/element.css'
import './shell/theme'

const app = createApp(App).use(createPinia()).use(i18n)
const session = useSession()
configureApi({ language, onSignedOut: () => session.ended() })
setLanguage(language())
app.use(router).mount('#app')
