import { startPage } from '../start-page.tsx';
import { Gallery } from './gallery.tsx';

const theme = new URLSearchParams(location.search).get('theme');
if (theme) document.documentElement.dataset['theme'] = theme;

startPage({ catalogues: {}, title: () => 'Style page', app: Gallery });
