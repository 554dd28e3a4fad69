// SPDX-License-Identifier: Apache-2.0
//
// The table behind legal_forms.hpp. A record is
//
//   KEY HOME CLASSES : SPELLING ... ;
//
// KEY names the record and is no spelling; the first spelling is the one shown. HOME is the country
// whose law tells this form from its other forms, "xx" where the spelling belongs to several.
// CLASSES begins with the form's class and goes on with those it stands for in translations:
// l company limited, j joint stock, p partnership, f foundation, c cooperative, s state enterprise,
// b branch, o other. A digit 1 after them marks a form that is an ordinary word too. Letters that
// stand alone are joined before the look-up: "g_m_b_h" need not be written.
#pragma once

#include <string_view>

namespace pelf::match {

inline constexpr std::string_view kLegalForms = R"(
ltd gb lj : limited ltd lmt lmtd lted limitd ltd_liability limted limitada_ltd cyf cyfyngedig
  limited_company ltd_company ltd_co private_company_limited_by_shares ;
co_ltd xx lj : co_ltd company_limited company_ltd co_limited coltd coy_ltd comp_ltd cie_ltd co_ltda
  corp_ltd corporation_limited corporation_ltd co_lmt co_inc_ltd co_pte_ltd co_pvt_ltd
  co_private_limited company_private_limited company_pvt_ltd youxian_gongsi youxiangongsi
  youxian_kongsi yuhsien_kungssu yauhan_gongsi yau_han_kung_sze ;
llc us lj : llc limited_liability_company limited_liability_co ltd_liability_company
  ltd_liability_co lc llc_company limited_liability llco co_llc company_llc lc l3c
  low_profit_limited_liability_company professional_llc series_llc
  domestic_limited_liability_company foreign_limited_liability_company ;
plc gb j : plc public_limited_company public_ltd_company public_limited_co pubco_plc ccc
  cwmni_cyfyngedig_cyhoeddus public_company_limited_by_shares cpt cuideachta_phoibli_theoranta ;
pcl th j : pcl public_company_limited public_co_ltd public_company_ltd plc_public
  borisat_mahachon_chamkat bmc ;
inc us jl : inc incorporated incorp incorporee incorporada bc benefit_corporation pbc
  public_benefit_corporation b_corp ;
corp us jlso : corp corporation corpn korporatsiya korporatsiia korporacja korporacija corporacion
  corporacao corporazione corporatie korporasi korporation national_association fsb
  federal_savings_bank ;
co xx oljps1 : co company companies coy cie compagnie compania cia companhia kompaniya kompania
  kompaniia kompanija kumpanya kompani compagnia maatschappij gesellschaft ges sharika sharikat
  sherkat sirket sirketi sirketler spolka hevra societe sociedad sociedade societa hoesa hoisa
  kaisha gaisha gongsi kongsi kungssu kompanie shirkat shirka sherkate kampani empresa entreprise
  sarika ;
inc_ltd us jl : inc_ltd incorporated_limited ;
pvt_ltd in lj : pvt_ltd private_limited pvt_limited private_ltd p_ltd pvtltd pvt p_limited
  private_limited_company pvt_ltd_co pvt_ltd_company private_company_limited prvt_ltd
  praivet_limited prayvet_limited smc_pvt_ltd smc_private_limited ;
pte_ltd sg lj : pte_ltd pte_limited pte pteltd private_pte_ltd ;
pty_ltd au lj : pty_ltd pty_limited pty proprietary_limited proprietary_ltd ptyltd
  propriety_limited edms_bpk eiendoms_beperk edms_beperk edms nl no_liability proprietary
  co_pty_ltd ;
bpk za lj : bpk beperk ;
sdn_bhd my l : sdn_bhd sendirian_berhad sdn_berhad sdnbhd sdn ;
bhd my j : bhd berhad ;
plt my p : plt perkongsian_liabiliti_terhad ;
llp gb p : llp limited_liability_partnership limited_liability_partnerships pac
  partneriaeth_atebolrwydd_cyfyngedig rllp pllp registered_limited_liability_partnership
  professional_limited_liability_partnership ;
lp us p : lp limited_partnership ltd_partnership special_limited_partnership slp ilp
  investment_limited_partnership exempted_limited_partnership elp scottish_limited_partnership sclp
  incorporated_limited_partnership separate_limited_partnership ;
lllp us p : lllp limited_liability_limited_partnership ;
pllc us l : pllc professional_limited_liability_company prof_llc ;
pc us j1 : pc professional_corporation professional_association prof_corp pa ps chartered chtd
  service_corporation service_corp professional_service_corporation prof_assn professional_company
  prof_co professional_limited p_s p_a ;
lp_gp xx p : gp general_partnership partnership ;
ulc ca lj : ulc unlimited_liability_company unlimited_company unltd ultd unlimited uc nsulc cn
  public_unlimited_company private_unlimited_company cuideachta_neamhtheoranta ct puc pubuc ;
ltee ca lj : ltee limitee compagnie_limitee cie_ltee ;
senc ca p : senc societe_en_nom_collectif_senc sencrl ;
dac ie lj : dac designated_activity_company teo teoranta cuideachta_ghniomhaiochta_ainmnithe
  cuideachta_phriobhaideach_faoi_theorainn_scaireanna ;
clg ie lf : clg company_limited_by_guarantee limited_by_guarantee ltd_gte limited_gte ctr cga cfr
  cuideachta_faoi_theorainn_rathaiochta ;
icav ie j : icav irish_collective_asset_management_vehicle ;
cic gb lf : cic community_interest_company cbc ;
cio gb f : cio charitable_incorporated_organisation charitable_incorporated_organization scio ;
bencom gb c : community_benefit_society industrial_and_provident_society friendly_society
  building_society provident_society registered_society bencom ;
gmbh de l : gmbh gesellschaft_mit_beschrankter_haftung gesellschaft_mit_beschraenkter_haftung
  gesellschaft_mbh ges_mbh gesmbh ges_m_b_h mbh gesellschaft_m_b_h gmbh_cie ggmbh
  gemeinnutzige_gmbh gemeinnuetzige_gmbh gug pgmbh privatgesellschaft_mit_beschrankter_haftung
  gesellschaft_mit_beschr_haftung ges_m_beschr_haftung ;
ug de l : ug ug_haftungsbeschrankt ug_haftungsbeschraenkt unternehmergesellschaft
  unternehmergesellschaft_haftungsbeschrankt unternehmergesellschaft_haftungsbeschraenkt
  haftungsbeschrankt haftungsbeschraenkt ;
ag de j : ag aktiengesellschaft akt_ges aktienges invag reit_ag aktiengesellschaft_ag
  akt_gesellschaft ;
kg de p : kg kommanditgesellschaft keg kommanditerwerbsgesellschaft komm_ges kmg invkg
  investmentkommanditgesellschaft kmgk kommanditgesellschaft_fur_kollektive_kapitalanlagen kgk komg
  scmpc ;
ohg de p : ohg offene_handelsgesellschaft og offene_gesellschaft oeg kollektivgesellschaft klg
  offene_erwerbsgesellschaft kolg ;
gmbh_co_kg de p : gmbh_co_kg gmbh_and_co_kg gmbh_und_co_kg gmbh_u_co_kg
  gmbh_co_kommanditgesellschaft gmbh_cie_kg gmbh_co ag_co_kg ag_und_co_kg ug_co_kg ug_und_co_kg
  mbh_co_kg gmbh_kg gmbhco_kg se_co_kg ltd_co_kg gmbh_co_ohg gmbh_und_co_ohg gmbh_and_co_ohg
  ug_haftungsbeschrankt_co_kg gesellschaft_mbh_co_kg stiftung_co_kg co_kg und_co_kg and_co_kg ;
kgaa de j : kgaa kommanditgesellschaft_auf_aktien gmbh_co_kgaa ag_co_kgaa se_co_kgaa
  gmbh_und_co_kgaa komm_ag kommanditaktiengesellschaft kmag kommaktienges scma ;
gbr de p : gbr gesellschaft_burgerlichen_rechts gesellschaft_buergerlichen_rechts bgb_gesellschaft
  einfache_gesellschaft gesbr egbr ;
ek de p : ek eingetragener_kaufmann eingetragene_kauffrau ekfm ekfr ekfl eingetragener_unternehmer
  einzelunternehmen einzelfirma eingetragenes_einzelunternehmen ;
ev de f : ev eingetragener_verein verein idealverein ;
eg de c : eg eingetragene_genossenschaft genossenschaft genossenschaft_mbh gen egenmbh
  eingetragene_genossenschaft_mit_beschrankter_haftung genossenschaft_mit_beschrankter_haftung
  genmbh europaische_genossenschaft ;
vvag de c : vvag versicherungsverein_auf_gegenseitigkeit ;
partg de p : partg partgmbb partg_mbb partnerschaftsgesellschaft partnerschaft
  partnerschaftsgesellschaft_mbb partnerschaftsgesellschaft_mit_beschrankter_berufshaftung ;
stiftung xx f1 : stiftung stiftelse stiftelsen saatio foundation fondation fundacion fundacao
  fundatia fundacja fondazione alapitvany nadace nadacia fondatsiya fond fondi fondacija zaklada
  ustanova vakfi vakif waqf wakf bonyad yayasan idryma sihtasutus nodibinajums labdaros_fondas
  fundacio fundatie fundatsiya fondacioni fundazioa fondasi zaidan_hojin zaidan zaidanhojin jaedan
  jijinhui jijin_hui foundation_inc muassasa_khayriyya charitable_foundation charitable_trust
  sjodur legat fonds stichting partikulare_stiftung privatstiftung familienstiftung
  selveiende_stiftelse ideell_stiftelse fondacion fundacion_privada blagotvoritelnyi_fond
  blagotvoritelny_fond blahodiinyi_fond nadacni_fond sjalfseignarstofnun
  fondation_reconnue_d_utilite_publique fundatiune ;
association xx f1 : association asociacion associacao associazione asociatie asociatia
  stowarzyszenie associatie vereniging forening foreningen egyesulet spolek sdruzhenie zdruzenie
  zdruzenje udruga udruzenje udruzhenie shoqata dernek dernegi jamiyat jamiyya jamiya jamia jameyat
  perkumpulan persatuan yhdistys rekisteroity_yhdistys biedriba asociacija obcianske_zdruzenie
  hromadska_orhanizatsiia obshchestvennaya_organizatsiya obshestvennaya_organizatsiya assotsiatsiya
  somateio syllogos associacio hyeophoe shadan_hojin shadan ippan_shadan_hojin ippan_zaidan_hojin
  xiehui society societies felagasamtok ideell_forening ideel_forening selskab_forening soyuz
  registered_association not_for_profit nonprofit non_profit unincorporated_association
  association_declaree obcanske_sdruzeni zapsany_spolek zapsany_ustav anjoman anjuman assoc assn
  inc_assoc incorporated_association assoc_inc association_inc aboriginal_corporation rntbc
  incorporated_society ;
eingetr_at xx f : zs zu ops obecne_prospesna_spolecnost oz neziskova_organizacia ry rf rs mtu
  mittetulundusuhing vsi viesoji_istaiga vzw ivzw asbl aisbl onlus osc ong ngo ac aps_ets ets ano
  nko asbl_non_profit vereniging_zonder_winstoogmerk association_sans_but_lucratif asocijacija
  association_internationale_sans_but_lucratif internationale_vereniging_zonder_winstoogmerk npc
  npo asociacion_civil avtonomnaya_nekommercheskaya_organizatsiya nekommercheskaya_organizatsiya
  nekommercheskoe_partnerstvo organizzazione_non_lucrativa_di_utilita_sociale npc_rf tokutei
  tokutei_hieiri_katsudo_hojin npo_hojin non_profit_company association_loi_1901 osbl obnl
  organisme_sans_but_lucratif npk huf nadacny_fond neinvesticny_fond voe vog ivog
  internationale_vereinigung_ohne_gewinnerzielungsabsicht vereinigung_ohne_gewinnerzielungsabsicht
  amke astiki_mi_kerdoskopiki_etaireia iap institucion_de_asistencia_privada ibp
  institucion_de_beneficencia_privada n_o nf z_z_p_o zzpo zaujmove_zdruzenie_pravnickych_osob
  zujmove_zdruzenie_pravnickych_osob npid npdd kht kozhasznu_tarsasag ;
trust xx f1 : trust trusts trustees unit_trust business_trust family_trust trust_reg
  treuunternehmen trustul trust_company statutory_trust massachusetts_business_trust reit
  real_estate_investment_trust treuhandschaft ;
anstalt li fl : anstalt ;
aor de s : aor anstalt_des_offentlichen_rechts anstalt_des_oeffentlichen_rechts kdor
  korperschaft_des_offentlichen_rechts koerperschaft_des_oeffentlichen_rechts
  stiftung_des_offentlichen_rechts eigenbetrieb regiebetrieb gor kommunalunternehmen kor
  stiftung_oeffentlichen_rechts koerperschaft korperschaft sdor zweckverband zv ;
se xx j : se societas_europaea societe_europeenne europaische_gesellschaft
  europaeische_gesellschaft sociedad_europea europeiska_bolaget ;
sce xx c : sce societas_cooperativa_europaea societe_cooperative_europeenne ;
eeig xx p : eeig geie european_economic_interest_grouping ewiv aeie eoig eesv
  europaische_wirtschaftliche_interessenvereinigung esv gie_esv economisch_samenwerkingsverband
  europees_economisch_samenwerkingsverband ;
sa xx j : sa societe_anonyme sociedad_anonima sociedade_anonima societate_pe_actiuni spolka_akcyjna
  anonimos_etaireia soc_anonyme soc_anonima sociedad_anonima_sa societe_par_actions
  societat_anonima sociedad_anonima_abierta sociedad_anonima_cerrada saa sac soc_an sapem ltd_sa
  sa_sa sae societe_anonyme_egyptienne sal societe_anonyme_libanaise sau
  sociedad_anonima_unipersonal societe_anonyme_unipersonnelle sa_unipersonal sociedad_anonyma sad
  sociedad_anonima_deportiva sociedad_anonima_laboral sall sar saca sacif saci saic saicf
  sociedad_por_acciones_abierta sociedad_anonima_comercial saif compania_anonima ca sica soc_akc
  societe_monegasque sam societe_anonyme_monegasque sociedad_anonima_bursatil
  sociedad_anonima_por_acciones societe_anonyme_a_conseil_d_administration sarf avv
  aruba_vrijgestelde_vennootschap sa_esp sociedad_anonima_de_economia_mixta
  societe_anonyme_de_droit_public nv_van_publiek_recht sociedad_anonima_europea saem
  societe_anonyme_d_economie_mixte ;
sa_de_cv mx j : sa_de_cv sociedad_anonima_de_capital_variable sa_cv sab_de_cv sapi_de_cv
  sociedad_anonima_bursatil_de_capital_variable sab sapi sadecv sa_c_v sapib_de_cv
  sociedad_anonima_promotora_de_inversion_de_capital_variable sofom_enr sa_de_cv_sofom_enr
  sa_de_cv_sofom sa_de_cv_sofom_er sa_institucion_de_banca_multiple
  sociedad_anonima_promotora_de_inversion ;
s_de_rl mx l : s_de_rl_de_cv s_de_rl s_derl_de_cv
  sociedad_de_responsabilidad_limitada_de_capital_variable srl_de_cv sde_rl_de_cv s_de_rl_cv
  s_de_rl_mi s_en_nc ;
sas_de_cv mx jl : sas_de_cv sociedad_por_acciones_simplificada_de_capital_variable ;
spr mx cp : spr spr_de_rl spr_de_ri spr_de_rl_de_cv sociedad_de_produccion_rural sss
  sociedad_de_solidaridad_social spr_de_ru ;
sas fr jl : sas societe_par_actions_simplifiee sociedad_por_acciones_simplificada sasu
  societe_par_actions_simplifiee_unipersonnelle societe_par_actions_simplifiee_a_associe_unique
  selas selasu sas_a_capital_variable ;
sarl fr l : sarl societe_a_responsabilite_limitee soc_a_resp_lim eurl sarlu suarl selarl
  entreprise_unipersonnelle_a_responsabilite_limitee
  societe_a_responsabilite_limitee_unipersonnelle sarlau sarl_au sarl_unipersonnelle sarls
  societe_a_responsabilite_limitee_simplifiee soc_resp_ltee societe_a_responsabilite_ltd
  sarl_a_associe_unique sprl bvba sprlu ebvba societe_privee_a_responsabilite_limitee
  besloten_vennootschap_met_beperkte_aansprakelijkheid_bvba sagl societa_a_garanzia_limitata
  gmbh_sarl sarl_gmbh ltd_sarl sarl_s ;
snc xx p : snc societe_en_nom_collectif sociedad_colectiva societa_in_nome_collettivo
  societate_in_nume_colectiv sociedad_en_nombre_colectivo sociedade_em_nome_coletivo sene src vof
  vennootschap_onder_firma sociedad_regular_colectiva s_nc eenmanszaak maatschap
  sociedad_civil_y_comercial sncs s_en_n_c sociedad_en_comandita_colectiva lv landbouwvennootschap
  sagr societe_agricole ;
scs xx p : scs societe_en_commandite_simple sociedad_en_comandita sociedad_en_comandita_simple
  societa_in_accomandita_semplice societate_in_comandita_simpla s_en_c s_en_cs sec
  societe_en_commandite scomm commv gewone_commanditaire_vennootschap commanditaire_vennootschap
  s_encs scsp societe_en_commandite_speciale s_com gcv sociedade_em_comandita s_en_c_por_a
  sociedad_comanditaria s_com_s sac soc_en_comm societe_en_commandite_simple_scs
  sociedad_en_comandita_por_cuotas s_en_com s_comm ;
sca xx j : sca societe_en_commandite_par_actions sociedad_en_comandita_por_acciones comm_va
  societa_in_accomandita_per_azioni sapa societate_in_comandita_pe_actiuni
  commanditaire_vennootschap_op_aandelen cva s_en_c_por_a_sca
  sociedad_en_comandita_por_acciones_sca s_com_por_a ;
sci fr p : sci societe_civile_immobiliere scp societe_civile_professionnelle societe_civile scm
  societe_civile_de_moyens sccv sc societe_civile_agricole scea gaec earl gfa sep
  exploitation_agricole_a_responsabilite_limitee societe_en_participation scpi
  societe_civile_de_placement_immobilier sociedad_civil groupement_foncier_agricole
  groupement_agricole_d_exploitation_en_commun societe_civile_d_exploitation_agricole a_en_p
  asociacion_en_participacion ;
gie fr p : gie groupement_d_interet_economique groupement_interet_economique aie
  agrupacion_de_interes_economico agrupamento_complementar_de_empresas ute
  union_temporal_de_empresas gip ;
eirl xx p : eirl entreprise_individuelle empresa_individual_de_responsabilidad_limitada ei
  empresa_individual empresario_individual empresa_unipersonal ditta_individuale
  impresa_individuale entrepreneur_individuel autonomo comerciante_individual
  empresario_em_nome_individual sole_proprietorship sole_proprietor sole_trader proprietorship
  individual_entrepreneur ;
scop fr c : scop societe_cooperative_ouvriere_de_production scic sica_coop societe_cooperative
  societe_cooperative_et_participative societe_cooperative_d_interet_collectif scrl cvba
  cooperatieve_vennootschap_met_beperkte_aansprakelijkheid
  societe_cooperative_a_responsabilite_limitee cuma mutuelle mutuelle_d_assurance scrlfs cvoa scri
  cooperatieve_vennootschap_met_onbeperkte_aansprakelijkheid
  societe_cooperative_a_responsabilite_illimitee scfs cvso ;
cooperative xx c1 : cooperative cooperativa cooperatie cooperatief coop co_operative kooperativ
  kooperativa kooperativ_forening sociedad_cooperativa sociedade_cooperativa societa_cooperativa
  soc_coop scarl spoldzielnia druzstvo szovetkezet zadruga kooperatsiya osuuskunta osk
  andelsselskab andelslag ekonomisk_forening ek_for kooperatifi kooperatif koperasi
  kooperativ_selskab ta_awuniyya taawoniya jamiya_taawuniya hezuoshe hyopdong_johap hyeopdong_johap
  coop_ltd crl cooperativa_de_responsabilidade_limitada cooperative_society co_operative_society
  sociedad_cooperativa_limitada s_coop scoop scl sccl kooperatyvas kooperativs uhistu
  tulundusuhistu proizvodstvennyi_kooperativ proizvodstvenny_kooperativ potrebitelskii_kooperativ
  cooperativa_agricola scpa societa_cooperativa_a_responsabilita_limitata societa_consortile
  consorzio societa_cooperativa_agricola samvinnufelag svf coop_society_ltd amba
  andelsselskab_med_begraenset_ansvar fmba smba forening_med_begraenset_ansvar samvirkeforetak
  selskab_med_begraenset_ansvar andelsforening nogyo_kyodo_kumiai kyodo_kumiai sangyo_kumiai
  credit_union mutual_society societe_mutuelle cooperativa_de_trabajo cooperative_ua cooperatie_ua
  synetairismos syneterismos coop_va cooperativa_de_credito cooperatieve_vereniging
  cooperative_union co_op sc_de_rl sc_de_rl_de_cv sociedad_cooperativa_de_responsabilidad_limitada
  s_coop_and s_coop_mad s_coop_v coop_v scv s_coop_l s_coop_ltda sat
  sociedad_agraria_de_transformacion kooperatine_bendrove zuk khf kooperativ_hyresrattsforening zbo
  zadruga_z_omejeno_odgovornostjo cooperative_association cooperative_inc cooperativa_ltda lca
  cooperativa_limitada oms omsesidigt_forsakringsbolag soc_cooperativa genossenschaftsverband ;
borettslag no c : borettslag brl boligbyggelag bbl bostadsrattsforening brf asunto_oy
  bostadsforening bf andelsboligforening ejerforening ;
epic fr s1 : epic etablissement_public_a_caractere_industriel_et_commercial epa
  etablissement_public etablissement_public_a_caractere_administratif sem societe_d_economie_mixte
  semop spl societe_publique_locale societe_nationale societe_d_etat ;
srl xx l : srl societa_a_responsabilita_limitata sociedad_de_responsabilidad_limitada
  societate_cu_raspundere_limitata soc_a_resp_limitata srls srl_d srlu srl_unipersonale srlcr
  societa_a_responsabilita_limitata_semplificata societate_cu_raspundere_limitata_debutant
  srl_a_socio_unico sociedad_de_resp_ltda s_rl societe_a_responsabilite_limitee_srl srl_uninominale
  soc_de_resp_ltda srl_semplificata sociedad_comercial_de_responsabilidad_limitada ;
spa it j : spa societa_per_azioni societe_par_actions_spa sociedad_por_acciones soc_per_azioni
  spa_a_socio_unico spas ;
ss_it it p : societa_semplice ss ;
sl es l : sl sociedad_limitada slu sociedad_limitada_unipersonal sll sociedad_limitada_laboral slne
  sociedad_limitada_nueva_empresa slp sociedad_limitada_profesional slup slg sociedad_limitada_sl
  sociedad_unipersonal_de_responsabilidad_limitada slnep ;
cb es p : cb comunidad_de_bienes sociedad_civil_privada ;
lda pt l : lda limitada ltda sociedade_limitada sociedade_por_quotas unipessoal_lda unipessoal
  eireli sociedade_unipessoal_por_quotas sociedad_limitada_ltda cia_ltda compania_limitada
  co_ltda_cia empresa_individual_de_responsabilidade_limitada soc_unipessoal_lda ltda_me ltda_epp
  sociedad_de_responsabilidad_ltda sociedade_limitada_unipessoal ldta vba
  vennootschap_met_beperkte_aansprakelijkheid ;
me br p : mei epp microempreendedor_individual empresa_de_pequeno_porte microempresa eu
  empresa_unipersonal ;
sgps pt j : sgps sgps_sa sociedade_gestora_de_participacoes_sociais sgr
  sociedad_de_garantia_reciproca sgiic sgfp ;
ep pt s1 : ep epe empresa_publica entidade_publica_empresarial empresa_municipal empresa_estatal
  empresa_do_estado empresa_del_estado sociedad_de_economia_mixta sociedade_de_economia_mista
  empresa_publica_empresarial empresa_nacional esp empresa_de_servicios_publicos
  sociedad_nacional_de_credito cee entidad_publica_empresarial epm ;
nv nl j : nv naamloze_vennootschap ;
bv nl l : bv besloten_vennootschap besloten_vennootschap_met_beperkte_aansprakelijkheid bvio bv_io
  besloten_venn flex_bv bv_srl bv_bvba commanditaire_bv ;
cv xx p1 : cv commanditaire_vennootschap_cv persekutuan_komanditer ;
ua nl c : ua ba wa cooperatie_wa uitgesloten_aansprakelijkheid beperkte_aansprakelijkheid
  wettelijke_aansprakelijkheid onderlinge_waarborgmaatschappij owm ;
sicav lu j : sicav sicaf sicar fcp soparfi societe_d_investissement_a_capital_variable
  societe_d_investissement_a_capital_fixe fonds_commun_de_placement sif fis raif ucits oeic
  sociedad_de_inversion_de_capital_variable bevek bevak fia fcpr fcpi fii fip ofp
  organismo_de_inversion_colectiva sicav_sif sicav_raif sicar_sa fcp_sif fcp_raif sif_sicav sicavr
  organisme_de_financement_de_pensions organisme_voor_de_financiering_van_pensioenen mutual_fund
  unit_fund managed_fund investment_fund ;
aps dk l : aps anpartsselskab ivs ivaerksaetterselskab iveerksaetterselskab ap_s ;
as xx j1 : as aksjeselskap aktieselskab aktiaselts anonim_sirketi anonim_sirket anonim_s
  akciova_spolecnost akciova_spolocnost akciju_sabiedriba anonim_ortakligi akcine_bendrove_as
  aktie_selskab anonim_sti a_sti asa allmennaksjeselskap akc_spol akciova_spol ;
as_no no p : ans ansvarlig_selskap delt_ansvar ansvarlig_selskap_med_delt_ansvar indre_selskap
  kommandittselskap kommanditselskab enk enkeltpersonforetak enkeltmandsvirksomhed interessentskab
  partnerselskab selskap_med_delt_ansvar personligt_ejet_mindre_virksomhed i_s partrederi g_s d_a ;
kf_no no s : kf kommunalt_foretak fkf fylkeskommunalt_foretak iks interkommunalt_selskap sf
  statsforetak helseforetak selvejende_institution statsaktiebolag ;
nuf no b : nuf norskregistrert_utenlandsk_foretak ;
ab xx j : ab aktiebolag aktiebolaget publikt_aktiebolag ab_publ aktiebolaget_publ abp publ
  akcine_bendrove publikt_ab privat_aktiebolag pab bankaktiebolag forsakringsaktiebolag ;
hb se p : hb handelsbolag handelsbolaget kb kommanditbolag kommanditbolaget enskild_firma
  enskild_naringsidkare enkelt_bolag enk_firma ;
oy fi jl : oy osakeyhtio oy_ab oyab ab_oy oy_ltd yksityinen_osakeyhtio oy_lkv ;
oyj fi j : oyj julkinen_osakeyhtio oyj_abp vakuutusosakeyhtio ;
ky fi p : ky kommandiittiyhtio ay avoin_yhtio tmi toiminimi yksityinen_elinkeinonharjoittaja
  oppet_bolag ;
ehf is l : ehf einkahlutafelag ;
hf is j : hf hlutafelag ohf opinbert_hlutafelag ;
sf_is is p : sameignarfelag slf samlagsfelag samlagshlutafelag slhf einstaklingsfyrirtaeki ;
ou ee l : ou osauhing ;
uu ee p : uu usaldusuhing tu taisuhing fie fuusilisest_isikust_ettevotja ;
uab lt l : uab uzdaroji_akcine_bendrove mb mazoji_bendrija uadbb ;
ii_lt lt p : individuali_imone tub tikroji_ukine_bendrija kub komanditine_ukine_bendrija zub
  zemes_ukio_bendrove ukine_bendrija ;
vi_lt lt s : valstybes_imone savivaldybes_imone biudzetine_istaiga ;
sia lv l : sia sabiedriba_ar_ierobezotu_atbildibu ;
ik_lv lv p : individualais_komersants ik komanditsabiedriba pilnsabiedriba zemnieku_saimnieciba
  individualais_uznemums iu ;
sp_zoo pl l : sp_zoo sp_z_oo spzoo spolka_z_ograniczona_odpowiedzialnoscia spolka_zoo spolka_z_oo
  sp_z_ograniczona_odpowiedzialnoscia spolka_z_ogr_odp sp_zo_o sp_z_o_odp psa prosta_spolka_akcyjna
  ;
sp_k pl p : sp_k spk spolka_komandytowa sp_j spj spolka_jawna sp_p spp spolka_partnerska
  spolka_cywilna ska spolka_komandytowo_akcyjna sp_zoo_sp_k sp_z_oo_sp_k sp_zoo_spk
  spolka_z_ograniczona_odpowiedzialnoscia_spolka_komandytowa sp_zoo_ska
  jednoosobowa_dzialalnosc_gospodarcza przedsiebiorstwo_prywatne ;
pp_pl pl s : przedsiebiorstwo_panstwowe ;
sro cz l : sro spolecnost_s_rucenim_omezenym spolocnost_s_rucenim_obmedzenym spol_sro spolsro
  spol_s_ro spol_s_rucenim_omezenym spol_s_rucenim_obmedzenym spolecnost_sro spolocnost_sro ;
ks_cz cz p : vos verejna_obchodni_spolecnost verejna_obchodna_spolocnost komanditni_spolecnost
  komanditna_spolocnost ks kom_spol osvc jednoducha_spolocnost_na_akcie k_s ver_obch_spol jsa v_o_s
  ;
statni_podnik cz s : statni_podnik statny_podnik narodni_podnik prispevkova_organizace
  prispevkova_organizacia rozpoctova_organizace s_p st_podnik p_o r_o ;
kft hu l : kft korlatolt_felelossegu_tarsasag nonprofit_kft kozhasznu_nonprofit_kft nkft
  korlatolt_felelossegu_tarsulat nonprofit_korlatolt_felelossegu_tarsasag ;
zrt hu j : zrt zartkoruen_mukodo_reszvenytarsasag zartkoru_reszvenytarsasag rt reszvenytarsasag
  nyrt nyilvanosan_mukodo_reszvenytarsasag nonprofit_zrt zartkoruen_mukodo_rt ;
bt hu p : bt beteti_tarsasag kkt kozkereseti_tarsasag egyeni_ceg egyeni_vallalkozo kv ;
snc_ro ro p : pfa persoana_fizica_autorizata intreprindere_individuala intreprindere_familiala ;
ra_ro ro s : regie_autonoma societate_nationala companie_nationala regia_autonoma
  intreprindere_de_stat ;
ood bg l : ood eood druzhestvo_s_ogranichena_otgovornost drujestvo_s_ogranichena_otgovornost
  ednolichno_druzhestvo_s_ogranichena_otgovornost ednolichno_drujestvo_s_ogranichena_otgovornost
  dzzd ;
ad xx j1 : ad ead aktsionerno_druzhestvo aktsionerno_drujestvo akcionarsko_drustvo
  aktsionersko_drushtvo ednolichno_aktsionerno_druzhestvo akcionersko_drustvo adsits ;
kd_bg bg p : kd sd komanditno_druzhestvo sabiratelno_druzhestvo et ednolichen_targovets kda
  komanditno_druzhestvo_s_aktsii ortacko_drustvo komanditno_drustvo preduzetnik
  javno_trgovacko_drustvo komanditna_druzba druzba_z_neomejeno_odgovornostjo dno
  samostojni_podjetnik jtd drustvo_s_neogranicenom trgovec_poedinec tp samostalna_radnja obrt sr
  szr szor zadruzhno k_d kdd k_d_d giz gospodarsko_interesno_zdruzenje ;
doo xx l : doo drustvo_s_ogranicenom_odgovornoscu drustvo_s_ogranicenom_odgovornosti
  drustvo_sa_ogranicenom_odgovornoscu drustvo_so_ogranicena_odgovornost dooel jdoo j_doo edoo
  druzba_z_omejeno_odgovornostjo drushtvo_so_ogranichena_odgovornost jednoosobno_doo
  drustvo_so_ogranicena_odgovornost_od_edno_lice jednostavno_drustvo_s_ogranicenom_odgovornoscu
  drustvo_ogranicene_odgovornosti drustvo_sa_ogranicenom_odgovornosti
  drushtvo_s_ogranichenom_odgovornoshchu ;
dd xx j : dd dionicko_drustvo delniska_druzba dionicarsko_drustvo edd ;
jp rs s1 : jp javno_preduzece javno_poduzece javno_pretprijatie javno_podjetje drustveno_preduzece
  javni_zavod javna_ustanova drzavno_preduzece ;
shpk al l : shpk sh_p_k shoqeri_me_pergjegjesi_te_kufizuar shoqeri_me_pergjegjesi_te_kufizuara
  shoqeria_me_pergjegjesi_te_kufizuar shoqeri_pk ;
sha al j : sha sh_a shoqeri_aksionare shoqeri_aksionere shoqeria_aksionare ;
kollektive al p : shoqeri_kolektive shoqeri_komandite biznes_individual person_fizik bi op
  ortakeri_e_pergjithshme ortakeri_e_kufizuar ;
ae gr j : ae anonymi_etaireia anonymos_etairia anonimi_eteria anonymos_etaireia anonimos_eteria
  anonymi_etairia aee abee aebe atee avee aeve anonymi_viomichaniki_etaireia ane ave aeee aedak
  aeeap aemy monoprosopi_ae monoprosopi_anonymi_etaireia ;
epe_gr gr l : etaireia_periorismenis_efthynis etairia_periorismenis_evthinis mepe ike mike
  idiotiki_kefalaiouchiki_etaireia idiotiki_kefaleouchiki_eteria eteria_periorismenis_efthinis
  monoprosopi_epe monoprosopi_ike idiotiki_kefalaiouchiki_etairia ;
oe_gr gr p : oe omorrythmi_etaireia eterorrythmi_etaireia omorithmi_eteria eterorithmi_eteria
  atomiki_epicheirisi omorrythmos_etairia eterorrythmos_etairia e_e o_e ;
ltd_sti tr l : ltd_sti limited_sirketi limited_sirket ltd_sirketi ltd_sirket limited_sti ltdsti
  ltd_s ltd_ortakligi limited_ortakligi tic_ltd_sti san_ve_tic_ltd_sti ve_tic_ltd_sti sti
  sanayi_ve_ticaret_limited_sirketi ticaret_limited_sirketi san_tic_ltd_sti san_ltd_sti
  dis_ticaret_limited_sirketi sanayi_ticaret_limited_sirketi ithalat_ihracat_ltd_sti ;
as_tr tr j : sanayi_ve_ticaret_as san_ve_tic_as tic_as san_as ve_tic_as san_tic_as tas
  turk_anonim_sirketi ticaret_anonim_sirketi sanayi_ve_ticaret_anonim_sirketi ticaret_as ;
koll_sti tr p : koll_sti kollektif_sirketi kollektif_sirket kom_sti komandit_sirketi
  komandit_sirket adi_komandit_sirket adi_ortaklik sahis_firmasi ;
ooo ru lj : ooo obshchestvo_s_ogranichennoy_otvetstvennostyu
  obshchestvo_s_ogranichennoi_otvetstvennostyu obshestvo_s_ogranichennoy_otvetstvennostyu
  obschestvo_s_ogranichennoy_otvetstvennostyu obshchestvo_s_ogranichennoj_otvetstvennostyu
  obshestvo_s_ogranichennoi_otvetstvennostyu obshchestvo_s_ogranichennoi_otvetstvennostiu
  obschestvo_s_ogranichennoi_otvetstvennostyu obshchestvo_s_ogranichennoy_otvetstvennostiu
  obshchestvo_s_ogranichennoj_otvetstvennostju obchtchestvo_s_ogranitchennoi_otvetstvennostiou
  obshhestvo_s_ogranichennoj_otvetstvennostju odo obshchestvo_s_dopolnitelnoy_otvetstvennostyu
  obshchestvo_s_dopolnitelnoi_otvetstvennostyu ooo_company ooo_ltd ooo_llc llc_ooo
  obshchestvo_s_ogranichenoi_otvetstvennostyu ;
ao ru jl : ao jsc joint_stock_company aktsionernoe_obshchestvo aktsionernoye_obshchestvo
  aktsionernoe_obschestvo aktsionernoe_obshestvo akcionernoe_obshchestvo joint_stock_co jt_stk_co
  akcionernoe_obshhestvo jstc ao_jsc jsco joint_stock j_s_co jointstock_company
  aktsionerne_tovarystvo aksionernoe_obshchestvo aktsionernaya_kompaniya joint_stk_co stock_company
  share_company limited_joint_stock_company ltd_jsc ;
oao ru jl : oao ojsc open_joint_stock_company otkrytoe_aktsionernoe_obshchestvo
  otkrytoye_aktsionernoye_obshchestvo otkrytoe_aktsionernoe_obschestvo
  otkrytoe_aktsionernoe_obshestvo open_jsc open_joint_stock_co otkrytoe_akcionernoe_obshhestvo
  open_type_joint_stock_company aoot open_stock_company otkrytoe_akcionernoe_obshchestvo
  aktsionernoe_obshchestvo_otkrytogo_tipa ;
zao ru jl : zao cjsc closed_joint_stock_company zakrytoe_aktsionernoe_obshchestvo
  zakrytoye_aktsionernoye_obshchestvo zakrytoe_aktsionernoe_obschestvo closed_jsc
  zakrytoe_aktsionernoe_obshestvo closed_joint_stock_co zakrytoe_akcionernoe_obshhestvo
  nepublichnoe_aktsionernoe_obshchestvo nao non_public_joint_stock_company aozt zat
  private_joint_stock_company private_jsc zakryte_aktsionerne_tovarystvo prat prjsc
  pryvatne_aktsionerne_tovarystvo closed_stock_company ;
pao ru j : pao pjsc public_joint_stock_company publichnoe_aktsionernoe_obshchestvo
  publichnoye_aktsionernoye_obshchestvo publichnoe_aktsionernoe_obschestvo public_jsc
  publichnoe_aktsionernoe_obshestvo pat publichne_aktsionerne_tovarystvo public_joint_stock_co
  public_shareholding_company vat vidkryte_aktsionerne_tovarystvo psc public_stock_company
  publichnoe_akcionernoe_obshhestvo publichnoe_akcionernoe_obshchestvo mpao ;
ip_ru ru p : individualnyy_predprinimatel individualnyi_predprinimatel individualny_predprinimatel
  chp chastnyi_predprinimatel chastnoe_predpriyatie polnoe_tovarishchestvo
  kommanditnoe_tovarishchestvo tovarishchestvo_na_vere kfkh krestyanskoe_fermerskoe_khozyaystvo fop
  fizychna_osoba_pidpryiemets tovarishchestvo investitsionnoe_tovarishchestvo ;
fgup ru s : fgup federalnoe_gosudarstvennoe_unitarnoe_predpriyatie federal_state_unitary_enterprise
  gup gosudarstvennoe_unitarnoe_predpriyatie state_unitary_enterprise mup
  munitsipalnoe_unitarnoe_predpriyatie fsue municipal_unitary_enterprise fgbu
  federalnoe_gosudarstvennoe_byudzhetnoe_uchrezhdenie fgku fgaou fgbou gbu mbu fkp
  federalnoe_kazennoe_predpriyatie kazennoe_predpriyatie federal_state_budgetary_institution
  federalnoye_gosudarstvennoye_unitarnoye_predpriyatiye federal_state_enterprise fgu fsbi
  gosudarstvennoye_unitarnoye_predpriyatiye unitary_enterprise unitarnoe_predpriyatie rup
  respublikanskoe_unitarnoe_predpriyatie republican_unitary_enterprise kup chup chtup
  chastnoe_unitarnoe_predpriyatie private_unitary_enterprise kommunalnoe_unitarnoe_predpriyatie
  federal_state_institution federal_autonomous_institution fau gau uue sue rue ;
state_enterprise xx s1 : state_enterprise state_company state_corporation
  gosudarstvennaya_korporatsiya goskorporatsiya gosudarstvennoe_predpriyatie state_owned_enterprise
  derzhavne_pidpryiemstvo derzhavne_pidpryemstvo dp kazenne_pidpryiemstvo state_concern
  derzhavnyi_kontsern soe soc government_enterprise public_corporation statutory_corporation
  crown_corporation parastatal state_owned_company public_enterprise municipal_enterprise
  komunalne_pidpryiemstvo kp state_institution government_agency public_institution statutory_body
  guoyou_qiye guoying gosudarstvennaya_kompaniya state_trading_corporation
  government_linked_company enterprise_publique darzhavno_predpriyatie davlat_korxonasi ;
tov ua lj : tov tovarystvo_z_obmezhenoiu_vidpovidalnistiu tovarystvo_z_obmezhenoyu_vidpovidalnistyu
  tzov tovarystvo_z_dodatkovoiu_vidpovidalnistiu tdv tovarystvo_z_obmezenou_vidpovidalnistu
  tovaristvo_z_obmezhenoyu_vidpovidalnistyu tovarystvo_z_obmezhenoju_vidpovidalnistju ;
at_ua ua j1 : at ;
pp_ua ua pl : pryvatne_pidpryiemstvo pp private_enterprise privatne_pidpryiemstvo
  pryvatne_pidpryemstvo povne_tovarystvo komandytne_tovarystvo fermerske_hospodarstvo ;
too kz lj : too tovarishchestvo_s_ogranichennoi_otvetstvennostyu zhshs
  tovarishchestvo_s_ogranichennoy_otvetstvennostyu zhauapkershiligi_shekteuli_seriktestik
  zhauapkershiligi_shekteuli_seriktestigi jshs jss osoo zhoopkerchiligi_chektelgen_koom ;
aq_kz kz j : aktsionerlik_kogam aksionerlik_kogam aktsioner_kogam aq aktsionerlik_qogam
  aksionerdik_koom ;
mchj uz lj : mchj masuliyati_cheklangan_jamiyat masuliyati_cheklangan_jamiyati xk xususiy_korxona
  oilaviy_korxona qoshma_korxona qk ;
aj_uz uz j : aksiyadorlik_jamiyati aksiyadorlik_jamiyat aj atb aksiyadorlik_tijorat_banki ;
jdmm tj lj : jdmm jsk jamiyati_dorori_masuliyati_mahdud ;
hj_tm tm p : hojalyk_jemgyyeti hj hususy_karhana telekeci ;
mmc az lj : mmc mehdud_mesuliyyetli_cemiyyet mehdud_mesuliyyetli_jemiyyet
  mahdud_masuliyyatli_jamiyyat mahdud_mas_uliyyatli_camiyyat mehdud_mesuliyyetli_cemiyyeti ;
asc az j : asc aciq_sehmdar_cemiyyeti aciq_sahmdar_camiyyati achyg_sehmdar_jemiyyeti qsc
  qapali_sehmdar_cemiyyeti qapali_sahmdar_camiyyati aciq_sehmdar_jemiyyeti ;
shps ge l : shps shpps shezghuduli_pasukhismgeblobis_sazogadoeba
  shezguduli_pasukhismgeblobis_sazogadoeba ;
ss_ge ge j : saaktsio_sazogadoeba saakcio_sazogadoeba ;
spe_ge ge p : individualuri_metsarme solidaruli_pasukhismgeblobis_sazogadoeba
  komandituri_sazogadoeba individualuri_mewarme ;
spy am l : spy spe sahmanapak_pataskhanatvutyamb_enkerutyun
  sahmanapak_pataskhanatvutyamb_ynkerutyun ;
bbe am j : bbe bby pbe pby bats_bazhnetirakan_enkerutyun pak_bazhnetirakan_enkerutyun
  bazhnetirakan_enkerutyun bats_bazhnetirakan_ynkerutyun pak_bazhnetirakan_ynkerutyun ;
xxk mn l : xxk hhk khyazgaarlagdmal_khariutslagatai_kompani hyazgaarlagdmal_hariutslagatai_kompani
  khk khuvitsaat_kompani ;
)";

inline constexpr std::string_view kLegalFormsOfAsiaAndAfrica = R"(
gufen_youxian xx j : gufen_youxian_gongsi gufenyouxian_gongsi gufen_youxiangongsi gufen_gongsi
  kufen_yuhsien_kungssu jituan_gufen_youxian_gongsi guofen_youxian_gongsi company_limited_by_shares
  co_limited_by_shares ;
youxian_zeren xx lj : youxian_zeren_gongsi youxianzeren_gongsi youxianzerengongsi
  jituan_youxian_gongsi zeren_youxian_gongsi jituan_youxian_zeren_gongsi keji_youxian_gongsi
  maoyi_youxian_gongsi shiye_youxian_gongsi ;
hehuo cn p : hehuo_qiye youxian_hehuo putong_hehuo youxian_hehuo_qiye teshu_putong_hehuo
  geti_gongshanghu geren_duzi_qiye ;
kk jp j : kk kabushiki_kaisha kabushiki_gaisha kabushikikaisha kabushikigaisha kabusiki_kaisya
  kabushikigaisya kabushiki_kaisya tokurei_kabushiki_gaisha ;
yk jp l : yk yugen_kaisha yugen_gaisha yugenkaisha yugengaisha yuugen_kaisha yuugengaisha
  tokurei_yugen_gaisha tokurei_yugen_kaisha yuugen_gaisha ;
gk jp l : gk godo_kaisha godo_gaisha godokaisha godogaisha goudou_kaisha goudou_gaisha ;
goshi jp p : goshi_kaisha goshi_gaisha goshigaisha goushi_gaisha gomei_kaisha gomei_gaisha
  gomeigaisha goumei_gaisha tokumei_kumiai toshi_jigyo_yugen_sekinin_kumiai tmk
  tokutei_mokuteki_kaisha ;
jusik kr j : jusik_hoesa jusikhoesa chusik_hoesa chusikhoesa jushik_hoesa jusik_hoisa chusik_hoisa
  ;
yuhan kr l : yuhan_hoesa yuhanhoesa yuhan_hoisa yuhan_chaegim_hoesa yuhan_chaekim_hoesa ;
hapja kr p : hapja_hoesa hapjahoesa hapcha_hoesa hapmyeong_hoesa hapmyong_hoesa hapmyeonghoesa ;
tnhh vn lj : tnhh cong_ty_tnhh cong_ty_trach_nhiem_huu_han trach_nhiem_huu_han cty_tnhh
  cong_ty_trach_nhiem_huu_han_mot_thanh_vien cong_ty_tnhh_mot_thanh_vien cong_ty_tnhh_mtv tnhh_mtv
  tnhh_mot_thanh_vien tnhh_hai_thanh_vien_tro_len
  cong_ty_trach_nhiem_huu_han_hai_thanh_vien_tro_len ;
ctcp vn j : ctcp cong_ty_co_phan co_phan cty_cp cong_ty_cp ngan_hang_thuong_mai_co_phan tmcp
  thuong_mai_co_phan ;
dntn vn p : dntn doanh_nghiep_tu_nhan cong_ty_hop_danh doanh_nghiep ;
borisat th lj : borisat_chamkat borisat chamkat bcth bor_kor ;
hang_hun th p : hang_hun_suan_chamkat hang_hun_suan ;
pt id lj : pt perseroan_terbatas pt_pma perseroan ;
tbk id j : tbk terbuka pt_tbk perseroan_terbatas_terbuka pt_persero_tbk persero_tbk ;
persero id s : persero pt_persero perum perusahaan_umum perjan perusahaan_perseroan
  perusahaan_negara perusahaan_daerah perumda perseroda bumn ;
ud_id id p : ud usaha_dagang firma persekutuan_firma perusahaan_perseorangan ;
opc xx l : opc one_person_company opc_private_limited opc_pvt_ltd one_person_corporation ;
cc_za za l : cc close_corporation ;
wll bh lj : wll with_limited_liability sharika_dhat_masuliya_mahduda dhmm spc_wll
  sharikat_dhat_masuliyya_mahduda sharikat_dhat_massuliya_mahduda dhat_masuliyya_mahduda
  sharika_zat_masouliya_mahdouda zat_masouliya_mahdoda thmm zmm dhat_almasuliyya_almahduda
  sharikah_dhat_masuliyah_mahdudah dhat_masuliyah_mahdudah that_masouliya_mahdoda ;
bsc bh j : bsc bsc_c bahrain_shareholding_company bsc_closed ksc kscc kscp
  kuwait_shareholding_company kuwaiti_shareholding_company kuwait_joint_stock_company saog saoc
  qpsc qatari_shareholding_company qatari_joint_stock_company sharika_musahama sharikat_musahama
  sharikah_musahimah sharikat_musahama_amma sharika_musahama_amma musahama_amma
  sharika_musahama_khassa musahama_mahduda saudi_joint_stock_company sharikat_musahimah musahama
  musahamah jordanian_psc public_shareholding shmm shmk shma libyan_joint_stock_company ;
est ae p1 : est establishment establishments muassasa muassasat moassasa mouassasa muassassah
  sole_establishment mouassassat moasese moassese moasseseh etablissements etablissement ets_cie ;
fze ae l : fze free_zone_establishment fzc fzco free_zone_company fz_llc fzllc fz_co fz free_zone
  fz_establishment fzd dmcc free_zone_co ;
tadamun ae p : sharikat_tadamun sharika_tadamun sharikat_tawsiya_basita tawsiya_basita
  sharikat_muhassa sharikat_tadhamon civil_company ;
sahami_khas ir j : sahami_khas sahami_khass sherkat_sahami_khas sherkat_e_sahami_khas ssk
  sahami_e_khas private_joint_stock sherkat_sahami sahami ;
sahami_am ir j : sahami_am sahami_aam sherkat_sahami_am sherkat_sahami_aam ssam sahami_amm ;
masuliyat_mahdud ir l : masuliyat_mahdud ba_masuliyat_mahdud sherkat_ba_masuliyat_mahdud
  massouliyat_mahdoud ba_massouliat_mahdoud masouliyat_mahdoud ba_masouliyat_mahdood
  sherkat_ba_masouliyat_mahdoud masuliyyat_mahdud mas_uliyat_mahdud ;
taavoni ir c : sherkat_taavoni taavoni tavoni sherkat_e_taavoni tazamoni sherkat_tazamoni ;
baam il lj : baam be_eravon_mugbal beeravon_mugbal eravon_mugbal hevra_be_eravon_mugbal bm
  hevrat_be_eravon_mugbal ;
amuta il f : amuta amutah hevra_letoelet_hatzibur halatz kehilat ;
cell gg jl : pcc icc protected_cell_company incorporated_cell_company spc
  segregated_portfolio_company exempted_company exempt_company ibc international_business_company
  sezc segregated_accounts_company sac_ltd gbc global_business_company limited_life_company
  limited_duration_company ldc ;
plc_gte ng f : ltd_by_gte limited_by_guarantee_gte incorporated_trustees registered_trustees ;
sarl_ohada xx l : sarl_pluripersonnelle sarlp sarl_uni ;
spc_mm mm l : kumpani_limitet ;
filial xx b1 : branch branch_office filial filiale filialen succursale sucursal succursal sucursala
  filijala oddzial zweigniederlassung niederlassung bijkantoor sube subesi cabang fengongsi
  fen_gongsi shiten jisa chijom representative_office predstavitelstvo overseas_branch filiaal
  fiokteleop magyarorszagi_fioktelepe podruznica podruznica_u organizacni_slozka organizacna_zlozka
  sede_secondaria oficina_de_representacion bureau_de_representation liaison_office fioktelep utibu
  filialas filiale_italiana predstavnistvo klon ypokatastima sivuliike kirendeltseg zweigstelle
  branch_of utlandsk_filial filial_af oddzial_w_polsce sucursal_en_espana sucursal_em_portugal
  succursale_belge dalykh_filial obosoblennoe_podrazdelenie obosoblennoye_podrazdeleniye ogranak ;
)";

}  // namespace pelf::match
