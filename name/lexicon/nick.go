package lexicon

// nickMore are short forms that the public list does not have: Dutch, French, German, Spanish, Italian, Russian,
// Ukrainian, Polish, Turkish and Arabic.
const nickMore = `johannes: jan, hans, hannes, johan, joannes, jo, johnny
jan: janneke, jantje
cornelis: kees, cor, cees, nelis
jacobus: jaap, koos, jacob, sjaak, cobus
hendrik: henk, rik, hein, heintje, henri
wilhelmus: wim, willem, helmus
willem: wim, pim
antonius: ton, toon, teun, antoon, anton
franciscus: frans, cis, sus, franky
petrus: piet, peter, pieter, pierre
pieter: piet, peter
gerardus: gerard, gerrit, geert
theodorus: theo, dirk, door
leonardus: leo, leen, lenard
adrianus: adriaan, ad, janus, arjan
maria: marie, mia, ria, mieke, marijke, miep, maaike, masha
elisabeth: lies, liesbeth, betty, els, elsje, lisa, ilse, bep
catharina: katrien, trien, kaat, tine, toos, rina
margaretha: greet, griet, greetje, margriet, gretel, marga
johanna: jo, hanne, hanna, janna, annie
josephus: jef, jos, sjef, jozef, joseph
jozef: jef, jos
ludovicus: louis, lowie, lode, ludo
lodewijk: lode, louis, lowie
guillaume: guy, willy
francois: fanfan, franz, frans

alexandre: alex, sacha
philippe: phil, filip, flip
jean: jeannot, jan
josephine: josy, fien, fientje
friedrich: fritz, fredi, frederik
heinrich: heinz, heiner, hein
joachim: jochen, achim
josef: sepp, jupp, beppi
karl: kalle, carl, charly
sebastian: basti, bastian
maximilian: max, maxi
katharina: kathi, katja, katrin, kathe
francisco: paco, pancho, curro, kiko, fran
jose: pepe, chepe, pepito
jesus: chus, chucho
manuel: manolo, manu, lolo
ignacio: nacho, inaki
enrique: quique, kike
guadalupe: lupe
guillermo: memo, guille
eduardo: edu, lalo
concepcion: concha, conchita
dolores: lola
mercedes: merche
giuseppe: beppe, peppe, pino, peppino
giovanni: gianni, vanni, nino
francesco: franco, ciccio, cecco
salvatore: toto, turi, sal
luigi: gigi, gino
antonio: toni, tonino, tonio
alexander: sasha, sascha, alex, sander, xander, alec, shura, aleks, oleksandr, aleksandr
aleksandr: sasha, sanya, shura, alex
alexandra: sasha, shura, sandra
vladimir: volodya, vova, vlad, volodymyr, wladimir
volodymyr: vova, volodya
dmitri: dima, mitya, dmitry, dmitriy, dmytro
dmitry: dima, mitya
dmitriy: dima, mitya
sergei: seryozha, serge, sergey, sergiy, serhii
yevgeny: zhenya, evgeny, eugene, yevgeniy, evgeni, evgenii
ekaterina: katya, yekaterina, catherine, kateryna
yekaterina: katya
mikhail: misha, michael, mykhailo
nikolai: kolya, nikolay, nicholas, mykola
ivan: vanya, john
pavel: pasha, paul, pavlo
pyotr: petya, peter, petr, petro
yuri: yura, yuriy, iurii, yury
andrei: andrey, andriy, andrew
alexei: alyosha, lyosha, alexey, aleksei, aleksey, oleksiy
anatoly: tolya, anatoliy, anatolii
viktor: vitya, victor
konstantin: kostya
grigory: grisha, grigoriy, gregory
boris: borya
leonid: lyonya
maksim: max, maxim
anna: anya, annushka, anja
natalia: natasha, natalya, nataliya
tatiana: tanya, tatyana
olga: olya
elena: lena, yelena, helena, olena
svetlana: sveta
irina: ira, iryna
lyudmila: lyuda, mila, liudmyla
galina: galya
yulia: yulya, julia, yuliya
stanislaw: staszek, stas
jerzy: jurek, george
krzysztof: krzysiek
katarzyna: kasia
malgorzata: gosia
tadeusz: tadek
zbigniew: zbyszek
mehmet: memo, muhammed
mustafa: musti
ibrahim: ibo, abraham
mohammed: mo, muhammad, mohamed, mohamad, mahomet, mehmet
muhammad: mohd, md, mohammad, muhd
ahmed: ahmad
yusuf: joseph, yousef, youssef
александр: саша, шура, саня, алекс
александра: саша, шура
владимир: вова, володя, влад
дмитрий: дима, митя
дмитрии: дима, митя
сергеи: сережа, серега
евгении: женя
михаил: миша
николаи: коля
иван: ваня
павел: паша
петр: петя
юрии: юра
алексеи: алеша, леша
анатолии: толя
виктор: витя
константин: костя
григории: гриша
екатерина: катя
мария: маша
анна: аня
наталья: наташа
татьяна: таня
ольга: оля
елена: лена
светлана: света
ирина: ира
людмила: люда, мила
галина: галя
юлия: юля
анастасия: настя
`
