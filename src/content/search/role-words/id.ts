import type { RoleWords } from './types.ts';

export const id: RoleWords = {
  language: 'id',
  beside:
    'pak|bapak|bu|mas|mbak|tuan|nyonya|nona|aktor|aktris|pemeran|pemain|artis|karakter|tokoh|drakor|drama korea|drama|film korea|serial|kdrama|profesor|sutradara|si|sang|perawat pria|bos|penulis naskah|drakor korea|peran|bibi|tante|om|pasien',
  kin: 'oppa|hyung|unnie|noona|kak|bang|mas|mbak|ka',
  joiners: 'nya|dari|si|yang|punya|milik',
  roles: {
    "brothers' mother": 'ibu kakak beradik|ibu mereka berdua',
    mother: 'ibu|ibunya|mama|mamanya|emak|emaknya|bunda|bundanya|mami|ibu dari|maminya',
    father: 'ayah|ayahnya|bapak|bapaknya|papa|papanya|papi|babe|ayah dari',
    'older brother':
      'kakak|kakaknya|abang|abangnya|kakak laki-laki|kakak cowok|kakak laki laki|kakak kandung|kakak dari|kakak laki-lakinya',
    'younger brother': 'adik|adiknya|adek|adeknya|adik laki-laki|adik cowok|adik laki laki|adik kandung|adik dari',
    brother: 'saudara|saudaranya|saudara laki-laki',
    'best friend|friend': 'teman|temannya|sahabat|sahabatnya|temen|temennya|teman baik|teman dekat',
    daughter: 'anak|anak perempuan|putri',
    wife: 'istri|istrinya',
    nurse: 'perawat|suster|ners',
    'head nurse': 'kepala perawat|perawat kepala|suster kepala|kepala suster|kepala ruangan perawat|ketua perawat',
    'hospital director|director':
      'direktur rumah sakit|direktur rumah sakit jiwa|kepala rumah sakit jiwa|direktur rsj|kepala rsj|kepala rumah sakit|direktur rs|kepala rs|pemilik rumah sakit|direktur rumah sakit ok|pimpinan rumah sakit',
    director: 'direktur|pak direktur',
    doctor: 'dokter|psikiater|dr',
    caregiver: 'perawat pria|pengasuh|penjaga pasien|pekerja sosial|caregiver|perawat jiwa',
    writer: 'penulis|pengarang|novelis',
    "children's book author":
      'penulis buku anak|penulis dongeng|penulis buku dongeng|penulis cerita anak|penulis buku anak-anak|pengarang dongeng|penulis cerita dongeng|pengarang buku anak|penulis anak',
    'publishing ceo':
      'pemilik penerbit|bos penerbit|bosnya penerbit|ceo penerbit|direktur penerbit|pemilik penerbitan|bos penerbitan|kepala penerbit|presdir penerbit',
    ceo: 'ceo|presdir',
    publisher: 'penerbit|penerbitnya|editor',
    'art director': 'direktur seni|art director',
    'witch director': 'sutradara penyihir',
    choreographer: 'koreografer|pelatih tari',
    cook: 'tukang masak|koki|juru masak|kepala dapur',
    landlady: 'ibu kos|ibu kost|pemilik rumah|induk semang|ibu kontrakan|bu kos|ibu pemilik kos',
    witch: 'penyihir|nenek sihir',
    'female lead': 'pemeran utama wanita|tokoh utama wanita|pemeran utama cewek|pemeran utama perempuan',
    'male lead': 'pemeran utama pria|tokoh utama pria|pemeran utama cowok|pemeran utama laki-laki',
    artist: 'pelukis|ilustrator|seniman|tukang gambar',
    'autistic brother': 'kakak autis|kakak yang autis|kakak autisnya|abang autis|autis|kakak penyandang autis|kakak autisme',
    architect: 'arsitek',
    pharmacist: 'apoteker',
    'pizza shop owner':
      'pemilik toko pizza|teman pizza|temen pizza|teman yang punya toko pizza|temen yg punya resto pizza|teman yang punya restoran pizza|temen yg punya toko pizza|pemilik resto pizza|tukang pizza|pemilik restoran pizza|yang punya toko pizza|yang punya restoran pizza|si tukang pizza',
    patient: 'pasien',
    "politician's son":
      'anak politisi|anak pejabat|anak anggota dewan|anak dpr|anak politikus|anaknya anggota dewan|anak senator|anaknya politisi|anaknya pejabat|anak anggota parlemen',
    assistant: 'asisten|asistennya|anak buah|anak buahnya|bawahan|bawahannya',
    'publishing assistant': 'asisten penerbit',
    boss: 'bosnya|atasan|atasannya',
    'young nurse': 'suster muda|perawat muda|suster paling muda',
    "cook's daughter": 'anak juru masak|anaknya juru masak|anak koki|anaknya koki',
    'crime novelist': 'novelis kriminal|penulis kriminal|penulis misteri|penulis novel misteri|penulis novel kriminal',
    dancer: 'penari|penari muda|anak penari',
    'princess in the castle': 'putri kastil|putri di kastil',
    composer: 'komposer',
    'costume designer': 'perancang kostum|penata kostum|desainer kostum',
    'lady with the fur': 'ibu bermantel bulu|wanita bermantel bulu',
  },
};
