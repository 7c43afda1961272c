"""Article text → claims with evidence, in whatever language the article is written.

A language is data: ``languages/<code>.yml``. ``reader.read`` reads one article, ``run.extract_lake`` the lake's.
What the text does not state is left null; a claim without the words it stands on does not exist.
"""

from extraction.compiled import use_compiled

use_compiled()
